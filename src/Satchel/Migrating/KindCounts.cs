using Satchel.Chats;

namespace Satchel.Migrating;

/// <summary>Messages counted by kind, in an array by the kind's number.</summary>
internal static class KindCounts
{
    private static readonly MessageKind[] Kinds = Enum.GetValues<MessageKind>();

    /// <summary>No messages.</summary>
    public static long[] None() => new long[(int)Kinds.Max() + 1];

    /// <summary>Those kinds of which there are any, in their order.</summary>
    public static IReadOnlyList<KeyValuePair<MessageKind, long>> Named(long[] counts) =>
        [.. Kinds.Where(k => counts[(int)k] > 0).Select(k => KeyValuePair.Create(k, counts[(int)k]))];
}
