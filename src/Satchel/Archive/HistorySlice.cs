using System.Text;
using Satchel.History;
using Satchel.Vaults.Maps;

namespace Satchel.Archive;

/// <summary>A part of a history: from when to when, and perhaps of one chat.</summary>
internal sealed class HistorySlice
{
    private readonly byte[]? _chat;

    private HistorySlice(KeyRange range, byte[]? chat)
    {
        Range = range;
        _chat = chat;
    }

    /// <summary>All of it.</summary>
    public static HistorySlice All { get; } = new(KeyRange.All, null);

    /// <summary>The keys between which it lies.</summary>
    public KeyRange Range { get; }

    /// <summary>What was sent in a time, both ends included.</summary>
    /// <param name="fromMillis">The start, in milliseconds since 1970-01-01Z.</param>
    /// <param name="toMillis">The end.</param>
    /// <param name="marginMillis">How much further it reaches on both sides.</param>
    /// <param name="chatId">The only chat; null for all.</param>
    public static HistorySlice Of(long fromMillis, long toMillis, ulong marginMillis, string? chatId)
    {
        long margin = (long)Math.Min(marginMillis, long.MaxValue / 2);
        long from = fromMillis < long.MinValue + margin ? long.MinValue : fromMillis - margin;
        ReadOnlyMemory<byte>? before = toMillis >= long.MaxValue - margin ? default(ReadOnlyMemory<byte>?) : HistoryKey.At(toMillis + margin + 1);
        return new HistorySlice(new KeyRange(HistoryKey.At(from), before), chatId is null ? null : Encoding.UTF8.GetBytes(chatId));
    }

    /// <summary>Whether a key in the range is of the chat.</summary>
    public bool Has(ReadOnlySpan<byte> key) => _chat is null || HistoryKey.Chat(key).SequenceEqual(_chat);
}
