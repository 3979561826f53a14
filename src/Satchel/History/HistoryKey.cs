using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Satchel.Chats;
using Satchel.Vaults;

namespace Satchel.History;

/// <summary>
/// Keys of a <c>history</c> map (docs/format.md, 10.3): sent time, chat, native key, version. The <em>stem</em> is the key
/// without the version: all versions of a message share it.
/// </summary>
internal static class HistoryKey
{
    public const int VersionBytes = sizeof(ushort);

    /// <summary>The longest id of a chat; a longer one cannot be told in a key.</summary>
    public const int MaxChatIdBytes = 255;

    /// <summary>The length of the time at the start of a key.</summary>
    public const int TimeBytes = sizeof(ulong);

    private const int MaxNativeBytes = 250;
    private const ulong SignBit = 1UL << 63;
    private const byte Utf8 = 0;
    private const byte Hex = 1;
    private const byte OwnId = 2;
    private const byte Hashed = 3;
    private const byte OrderedOwnId = 4;
    private const int PlaceBytes = sizeof(uint) + sizeof(ushort);
    private static readonly SearchValues<char> UpperHex = SearchValues.Create("0123456789ABCDEF");

    /// <summary>The longest stem.</summary>
    public const int MaxStemBytes = TimeBytes + 1 + MaxChatIdBytes + 1 + 1 + MaxNativeBytes;

    /// <summary>Writes the stem and says its length; 0 where the chat's id is too long for a key.</summary>
    public static int WriteStem(string app, Message message, Span<byte> stem)
    {
        int length = WriteChat(message.SentAtMillis, message.ChatId, stem);
        if (length == 0)
        {
            return 0;
        }

        if (message.NativeId is not null)
        {
            return length + WriteNative(message.NativeId, stem[length..]);
        }

        // Where time alone does not tell which of several came first, the place among them does; the first has the key of one that is alone.
        int place = message.Order > 0 || message.Repeat > 0 ? PlaceBytes : 0;
        stem[length] = (byte)(1 + place + MessageId.LengthBytes);
        stem[length + 1] = place > 0 ? OrderedOwnId : OwnId;
        if (place > 0)
        {
            BinaryPrimitives.WriteUInt32BigEndian(stem[(length + 2)..], (uint)Math.Max(0, message.Order));
            BinaryPrimitives.WriteUInt16BigEndian(stem[(length + 2 + sizeof(uint))..], (ushort)Math.Clamp(message.Repeat, 0, ushort.MaxValue));
        }

        MessageId.Write(app, message, stem[(length + 2 + place)..]);
        return length + 2 + place + MessageId.LengthBytes;
    }

    /// <summary>
    /// Writes the stem of where a message with an id of the app's stands; 0 where it has none, so that only its whole content tells.
    /// </summary>
    public static int WriteStem(in MessagePlace place, Span<byte> stem)
    {
        int length = WriteChat(place.SentAtMillis, place.ChatId, stem);
        return length == 0 || place.NativeId is null ? 0 : length + WriteNative(place.NativeId, stem[length..]);
    }

    /// <summary>Whether a native id is too long for a key, and so stands in the record.</summary>
    public static bool IsHashed(string nativeId) =>
        nativeId.Length * 3 > MaxNativeBytes && !IsUpperHex(nativeId) && Encoding.UTF8.GetByteCount(nativeId) > MaxNativeBytes
        || (IsUpperHex(nativeId) && nativeId.Length / 2 > MaxNativeBytes);

    /// <summary>The key of a version: the stem and its number.</summary>
    public static byte[] WithVersion(ReadOnlySpan<byte> stem, int version)
    {
        byte[] key = new byte[stem.Length + VersionBytes];
        stem.CopyTo(key);
        BinaryPrimitives.WriteUInt16BigEndian(key.AsSpan(stem.Length), (ushort)version);
        return key;
    }

    /// <summary>What every key of a sent time begins with.</summary>
    public static byte[] At(long sentAtMillis)
    {
        byte[] time = new byte[TimeBytes];
        BinaryPrimitives.WriteUInt64BigEndian(time, unchecked((ulong)sentAtMillis) ^ SignBit);
        return time;
    }

    /// <summary>The sent time alone.</summary>
    public static long SentAt(ReadOnlySpan<byte> key) =>
        key.Length < TimeBytes ? throw Damaged() : unchecked((long)(BinaryPrimitives.ReadUInt64BigEndian(key) ^ SignBit));

    /// <summary>The bytes of the chat's id alone.</summary>
    public static ReadOnlySpan<byte> Chat(ReadOnlySpan<byte> key)
    {
        if (key.Length <= TimeBytes || key.Length < TimeBytes + 1 + key[TimeBytes])
        {
            throw Damaged();
        }

        return key.Slice(TimeBytes + 1, key[TimeBytes]);
    }

    /// <summary>The key without the version.</summary>
    public static ReadOnlySpan<byte> Stem(ReadOnlySpan<byte> key) => key.Length < VersionBytes ? throw Damaged() : key[..^VersionBytes];

    /// <summary>The version's number.</summary>
    public static int Version(ReadOnlySpan<byte> key) =>
        key.Length < VersionBytes ? throw Damaged() : BinaryPrimitives.ReadUInt16BigEndian(key[^VersionBytes..]);

    /// <summary>The native id, or null where there is none, or where it stands in the record.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is no such key.</exception>
    public static string? NativeId(ReadOnlySpan<byte> key)
    {
        ReadOnlySpan<byte> native = key[(TimeBytes + 1 + Chat(key).Length)..];
        if (native.Length < 2 + VersionBytes || native.Length != 1 + native[0] + VersionBytes)
        {
            throw Damaged();
        }

        ReadOnlySpan<byte> operand = native[2..^VersionBytes];
        return native[1] switch
        {
            Utf8 => Encoding.UTF8.GetString(operand),
            Hex => Convert.ToHexString(operand),
            _ => null,
        };
    }

    /// <summary>The message's place among those with the same time, and how often it was said before; 0 and 0 where its key does not tell.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is no such key.</exception>
    public static (int Order, int Repeat) Place(ReadOnlySpan<byte> key)
    {
        ReadOnlySpan<byte> native = key[(TimeBytes + 1 + Chat(key).Length)..];
        if (native.Length < 2 || native[1] != OrderedOwnId)
        {
            return (0, 0);
        }

        if (native.Length < 2 + PlaceBytes)
        {
            throw Damaged();
        }

        return ((int)(BinaryPrimitives.ReadUInt32BigEndian(native[2..]) & int.MaxValue), BinaryPrimitives.ReadUInt16BigEndian(native[(2 + sizeof(uint))..]));
    }

    private static int WriteChat(long sentAtMillis, string chatId, Span<byte> stem)
    {
        int chatBytes = Encoding.UTF8.GetByteCount(chatId);
        if (chatBytes > MaxChatIdBytes)
        {
            return 0;
        }

        BinaryPrimitives.WriteUInt64BigEndian(stem, unchecked((ulong)sentAtMillis) ^ SignBit);
        stem[TimeBytes] = (byte)chatBytes;
        return TimeBytes + 1 + Encoding.UTF8.GetBytes(chatId, stem[(TimeBytes + 1)..]);
    }

    private static int WriteNative(string nativeId, Span<byte> destination)
    {
        Span<byte> operand = destination[2..];
        int length;
        if (IsHashed(nativeId))
        {
            destination[1] = Hashed;
            length = SHA256.HashData(Encoding.UTF8.GetBytes(nativeId), operand);
        }
        else if (IsUpperHex(nativeId))
        {
            destination[1] = Hex;
            Convert.FromHexString(nativeId, operand, out _, out length);
        }
        else
        {
            destination[1] = Utf8;
            length = Encoding.UTF8.GetBytes(nativeId, operand);
        }

        destination[0] = (byte)(1 + length);
        return 2 + length;
    }

    private static bool IsUpperHex(string text) =>
        text.Length > 0 && text.Length % 2 == 0 && !text.AsSpan().ContainsAnyExcept(UpperHex);

    private static VaultException Damaged() => new(VaultProblem.Damaged, "a history holds a key that is none");
}
