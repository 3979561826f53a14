using Satchel.Chats;

namespace Satchel.SearchIndex;

/// <summary>Which rows are meant, whatever they say. What is null lets everything through.</summary>
internal sealed record RowFilter
{
    /// <summary>The number of the only chat; -1 lets nothing through.</summary>
    public int? Chat { get; init; }

    /// <summary>The number of the only sender.</summary>
    public int? Sender { get; init; }

    /// <summary>Only what the owner sent, or only what others did.</summary>
    public bool? Outgoing { get; init; }

    /// <summary>The only kinds: for each the bit of its number.</summary>
    public uint? Kinds { get; init; }

    /// <summary>Only what has files, or only what has none.</summary>
    public bool? HasFiles { get; init; }

    /// <summary>Sent since then, in milliseconds since 1970-01-01Z.</summary>
    public long From { get; init; } = long.MinValue;

    /// <summary>Sent until then.</summary>
    public long To { get; init; } = long.MaxValue;

    /// <summary>Whether every row is meant.</summary>
    public bool AdmitsAll => Chat is null && Sender is null && Outgoing is null && Kinds is null && HasFiles is null && From == long.MinValue && To == long.MaxValue;

    /// <summary>Whether a row is meant.</summary>
    public bool Admits(IndexSegment segment, int row) =>
        (Chat is not int chat || segment.Chat[row] == chat)
        && (Sender is not int sender || segment.Sender[row] == sender)
        && (Kinds is not uint kinds || (kinds & BitOf(segment.KindOf(row))) != 0)
        && (HasFiles is not bool files || segment.Flags[row].HasFlag(RowFlags.HasFiles) == files)
        && (Outgoing is not bool outgoing || segment.Flags[row].HasFlag(RowFlags.Outgoing) == outgoing)
        && segment.SentAt[row] >= From && segment.SentAt[row] <= To;

    /// <summary>The bits of some kinds; null where there is none.</summary>
    public static uint? BitsOf(IReadOnlyList<MessageKind> kinds) => kinds.Count == 0 ? null : kinds.Aggregate(0u, (bits, kind) => bits | BitOf(kind));

    private static uint BitOf(MessageKind kind) => 1u << ((int)kind % 32);
}
