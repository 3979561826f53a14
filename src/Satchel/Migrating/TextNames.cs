using Satchel.Chats;

namespace Satchel.Migrating;

/// <summary>Who and what the names of a text export are in the other sources.</summary>
/// <param name="chats">The ids of chats in the export, and there.</param>
/// <param name="people">The ids of people in the export, and there.</param>
/// <param name="owners">The ids in the export that are the owner's.</param>
/// <param name="joined">The chats there that the export is of; others have ids that were made up.</param>
/// <param name="ownerId">The owner's id; null where nobody knows it.</param>
internal sealed class TextNames(
    IReadOnlyDictionary<string, string> chats, IReadOnlyDictionary<string, string> people, IReadOnlySet<string> owners, IReadOnlySet<string> joined, string? ownerId)
{
    private readonly HashSet<string> _paired = new(StringComparer.Ordinal);

    /// <summary>The chats that were joined to one of the other sources, of which no message was found there.</summary>
    public IEnumerable<string> Unpaired => joined.Where(c => !_paired.Contains(c));

    /// <summary>The id that a chat has in the other sources; its own where it is in none.</summary>
    public string ChatOf(string id) => chats.GetValueOrDefault(id, id);

    /// <summary>The id that somebody has in the other sources; null for the owner where nobody knows it.</summary>
    public string? PersonOf(string id) => owners.Contains(id) ? ownerId : people.GetValueOrDefault(id, id);

    /// <summary>Takes note that a message of a chat was found in another source.</summary>
    public void NotePaired(string chatId) => _paired.Add(chatId);

    /// <summary>The message under the ids of the other sources.</summary>
    public Message Translate(Message message)
    {
        string chatId = ChatOf(message.ChatId);
        if (message.SenderId is not string sender)
        {
            return message with { ChatId = chatId, SenderId = message.Outgoing == true ? ownerId : null };
        }

        bool isOwner = owners.Contains(sender) || message.Outgoing == true;
        return message with
        {
            ChatId = chatId,
            SenderId = isOwner ? ownerId : people.GetValueOrDefault(sender, sender),
            Outgoing = isOwner ? true : message.Outgoing ?? (people.ContainsKey(sender) ? false : null),
        };
    }
}
