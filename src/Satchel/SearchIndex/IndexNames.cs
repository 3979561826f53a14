namespace Satchel.SearchIndex;

/// <summary>The numbers that an index has for chats and senders. One that was given stays.</summary>
internal sealed class IndexNames
{
    private readonly Dictionary<string, int> _chatNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _senderNumbers = new(StringComparer.Ordinal);
    private readonly List<string> _chats = [];
    private readonly List<string> _senders = [];

    public IndexNames()
    {
    }

    /// <summary>Those that were given before.</summary>
    public IndexNames(IEnumerable<string> chats, IEnumerable<string> senders)
    {
        foreach (string chat in chats)
        {
            Chat(chat);
        }

        foreach (string sender in senders)
        {
            Sender(sender);
        }
    }

    /// <summary>The ids of chats, by number.</summary>
    public IReadOnlyList<string> Chats => _chats;

    /// <summary>The ids of senders, by number.</summary>
    public IReadOnlyList<string> Senders => _senders;

    /// <summary>The number of a chat, given where it has none.</summary>
    public int Chat(string id) => Give(_chatNumbers, _chats, id);

    /// <summary>The number of a sender, given where it has none.</summary>
    public int Sender(string id) => Give(_senderNumbers, _senders, id);

    /// <summary>The number of a chat; -1 where it has none.</summary>
    public int FindChat(string id) => _chatNumbers.GetValueOrDefault(id, -1);

    /// <summary>The number of a sender; -1 where it has none.</summary>
    public int FindSender(string id) => _senderNumbers.GetValueOrDefault(id, -1);

    private static int Give(Dictionary<string, int> numbers, List<string> ids, string id)
    {
        ref int number = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(numbers, id, out bool isKnown);
        if (!isKnown)
        {
            number = ids.Count;
            ids.Add(id);
        }

        return number;
    }
}
