using System.Text;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>A chat of the store, as far as its messages need it.</summary>
/// <param name="Row">Its row number.</param>
/// <param name="Jid">Its id as the store has it.</param>
/// <param name="Kind">What kind it is.</param>
internal sealed record Session(long Row, string Jid, ChatKind Kind)
{
    private readonly Dictionary<string, long> _members = new(StringComparer.Ordinal);

    /// <summary>Its id in UTF-8.</summary>
    public byte[] JidUtf8 { get; } = Encoding.UTF8.GetBytes(Jid);

    /// <summary>Whether the store had it before.</summary>
    public bool WasThere { get; init; }

    /// <summary>Whether its messages have members of it for senders.</summary>
    public bool HasMembers => Kind is ChatKind.Group;

    /// <summary>The rows of its members by id.</summary>
    public Dictionary<string, long> Members => _members;

    /// <summary>How many messages were added.</summary>
    public long Added { get; set; }

    /// <summary>The highest place that one of its messages has.</summary>
    public long LastSort { get; set; }

    /// <summary>The row of the message added last.</summary>
    public long NewestRow { get; set; }

    /// <summary>Whether a message was added that is older than one before it.</summary>
    public bool IsUnordered { get; set; }

    /// <summary>The time of the message added last, as the store writes it.</summary>
    public double NewestDate { get; set; } = double.NegativeInfinity;

    /// <summary>The time in milliseconds of the message added last that had no id of the app's.</summary>
    public long NamelessMillis { get; set; }

    /// <summary>How many messages without an id of the app's had that time, sender and content, by their digest.</summary>
    public Dictionary<string, int> Nameless { get; } = new(StringComparer.Ordinal);
}
