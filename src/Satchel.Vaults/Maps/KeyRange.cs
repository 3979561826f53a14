namespace Satchel.Vaults.Maps;

/// <summary>A range of keys.</summary>
/// <param name="From">The first key that belongs to it; empty for the first of all.</param>
/// <param name="Before">The first key after it that does not; null where it has no end.</param>
public readonly record struct KeyRange(ReadOnlyMemory<byte> From, ReadOnlyMemory<byte>? Before)
{
    /// <summary>Every key.</summary>
    public static KeyRange All => new(ReadOnlyMemory<byte>.Empty, null);

    /// <summary>The keys that start with <paramref name="prefix"/>.</summary>
    public static KeyRange StartingWith(ReadOnlyMemory<byte> prefix)
    {
        int length = prefix.Length;
        while (length > 0 && prefix.Span[length - 1] == byte.MaxValue)
        {
            length--;
        }

        if (length == 0)
        {
            return new KeyRange(prefix, null);
        }

        byte[] end = prefix[..length].ToArray();
        end[^1]++;
        return new KeyRange(prefix, end);
    }

    /// <summary>The keys from <paramref name="key"/> on.</summary>
    public static KeyRange StartingAt(ReadOnlyMemory<byte> key) => new(key, null);

    internal bool EndsBefore(ReadOnlySpan<byte> key) => Before is { } before && key.SequenceCompareTo(before.Span) >= 0;
}
