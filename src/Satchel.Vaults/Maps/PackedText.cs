using System.Buffers;
using System.Buffers.Text;

namespace Satchel.Vaults.Maps;

/// <summary>Texts that are hex or base64 of bytes: they take the bytes' room, if they can be made again to the letter.</summary>
internal static class PackedText
{
    // Shorter ones are more often words or numbers, which compress better as texts.
    private const int MinTextBytes = 16;
    private static readonly SearchValues<byte> UpperHex = SearchValues.Create("0123456789ABCDEF"u8);
    private static readonly SearchValues<byte> LowerHex = SearchValues.Create("0123456789abcdef"u8);
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);
    private static readonly SearchValues<byte> Base64Digits =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"u8);

    /// <summary>What <paramref name="text"/> can be kept as: <see cref="CellType.Text"/> where it is nothing else.</summary>
    public static byte TypeOf(ReadOnlySpan<byte> text)
    {
        if (text.Length < MinTextBytes || (text.Length & 1) != 0)
        {
            return CellType.Text;
        }

        if (!text.ContainsAnyExcept(UpperHex))
        {
            return text.ContainsAnyExcept(Digits) ? CellType.UpperHexText : CellType.Text;
        }

        if (!text.ContainsAnyExcept(LowerHex))
        {
            return CellType.LowerHexText;
        }

        return IsBase64(text) ? CellType.Base64Text : CellType.Text;
    }

    /// <summary>How many bytes a text of this type and length stands for.</summary>
    public static int PackedLength(byte type, ReadOnlySpan<byte> text) =>
        type == CellType.Base64Text ? (text.Length / 4 * 3) - Padding(text) : text.Length / 2;

    /// <summary>The bytes that <paramref name="text"/>, of this type, stands for.</summary>
    public static void Pack(byte type, ReadOnlySpan<byte> text, Span<byte> packed)
    {
        OperationStatus status = type == CellType.Base64Text
            ? Base64.DecodeFromUtf8(text, packed, out _, out _)
            : Convert.FromHexString(text, packed, out _, out _);
        if (status != OperationStatus.Done)
        {
            throw new InvalidOperationException("A text that was found to be hex or base64 is not.");
        }
    }

    /// <summary>The length of the text that <paramref name="packedLength"/> bytes stand for.</summary>
    public static int TextLength(byte type, int packedLength) =>
        type == CellType.Base64Text ? (packedLength + 2) / 3 * 4 : packedLength * 2;

    /// <summary>Makes the text again.</summary>
    public static void Unpack(byte type, ReadOnlySpan<byte> packed, Span<byte> text)
    {
        bool done = type switch
        {
            CellType.Base64Text => Base64.EncodeToUtf8(packed, text, out _, out _) == OperationStatus.Done,
            CellType.UpperHexText => Convert.TryToHexString(packed, text, out _),
            _ => Convert.TryToHexStringLower(packed, text, out _),
        };
        if (!done)
        {
            throw new InvalidOperationException("A text does not fit into the room that was measured for it.");
        }
    }

    private static int Padding(ReadOnlySpan<byte> text) => text[^1] != '=' ? 0 : text[^2] != '=' ? 1 : 2;

    // Also that the bits behind the last byte are zero: otherwise the text could not be made again.
    private static bool IsBase64(ReadOnlySpan<byte> text)
    {
        if ((text.Length & 3) != 0)
        {
            return false;
        }

        int padding = Padding(text);
        if (text[..^padding].ContainsAnyExcept(Base64Digits))
        {
            return false;
        }

        if (padding == 0)
        {
            return true;
        }

        Span<byte> last = stackalloc byte[3];
        Span<byte> again = stackalloc byte[4];
        return Base64.DecodeFromUtf8(text[^4..], last, out _, out int written) == OperationStatus.Done
            && Base64.EncodeToUtf8(last[..written], again, out _, out _) == OperationStatus.Done
            && again.SequenceEqual(text[^4..]);
    }
}
