using System.Buffers.Binary;

namespace Satchel.Vaults.Maps;

/// <summary>How the keys of a leaf lie in columns (docs/format.md, section 9.4).</summary>
internal static class KeyForm
{
    /// <summary>Bytes shared with the key before, and the rest.</summary>
    public const byte Shared = 0;

    /// <summary>The same first bytes, then 8 that count: rows.</summary>
    public const byte Numbered = 1;

    /// <summary>Time, chat, native key and version: a history.</summary>
    public const byte Timed = 2;

    /// <summary>The bytes of a number or time at the end or start of a key.</summary>
    public const int NumberBytes = 8;

    // A time, two lengths and a version.
    private const int MinTimedBytes = NumberBytes + 4;

    /// <summary>How many columns the keys take.</summary>
    public static int ColumnsOf(byte form) => form switch { Shared => 2, Numbered => 1, _ => 4 };

    /// <summary>The parts of a history's key (docs/format.md, section 10.3); false where it is not one.</summary>
    public static bool TrySplitTimed(
        ReadOnlySpan<byte> key, out long time, out ReadOnlySpan<byte> chat, out ReadOnlySpan<byte> native, out int version)
    {
        time = 0;
        chat = default;
        native = default;
        version = 0;
        if (key.Length < MinTimedBytes)
        {
            return false;
        }

        time = BinaryPrimitives.ReadInt64BigEndian(key) ^ long.MinValue;
        ReadOnlySpan<byte> rest = key[NumberBytes..];
        int chatLength = rest[0];
        if (rest.Length < chatLength + 4 || rest.Length != chatLength + 4 + rest[chatLength + 1])
        {
            return false;
        }

        chat = rest.Slice(1, chatLength);
        native = rest[(chatLength + 2)..^2];
        version = BinaryPrimitives.ReadUInt16BigEndian(rest[^2..]);
        return true;
    }
}
