using System.Buffers.Binary;
using System.Text;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WeChat.Ios;

// A store of values that the app maps into its memory:
//   OFFSET  SIZE  MEANING
//   0       4     little-endian: how many bytes are used after this
//   4       n     a varint of no meaning
//   …             entries: varint length and UTF-8 of the key, varint length and bytes of the value
// A later entry of the same key replaces an earlier one; a value without bytes takes it out. A text has another length before it.
// Source: docs/formats/wechat-ios.md, "Settings".

/// <summary>The values of an MMKV file.</summary>
internal sealed class MmkvFile
{
    private readonly Dictionary<string, byte[]> _values = new(StringComparer.Ordinal);

    private MmkvFile()
    {
    }

    /// <summary>Reads a file; what is broken ends it.</summary>
    public static MmkvFile Read(ReadOnlySpan<byte> file)
    {
        MmkvFile values = new();
        if (file.Length < sizeof(uint))
        {
            return values;
        }

        uint used = BinaryPrimitives.ReadUInt32LittleEndian(file);
        ReadOnlySpan<byte> rest = file[sizeof(uint)..];
        rest = rest[..(int)Math.Min(used, (uint)rest.Length)];
        if (!ProtobufCursor.TryReadVarint(rest, out _, out int start))
        {
            return values;
        }

        rest = rest[start..];
        for (int i = 0; i < WeChatIosLimits.MaxSettings && TryTake(ref rest, out ReadOnlySpan<byte> key) && TryTake(ref rest, out ReadOnlySpan<byte> value); i++)
        {
            string name = Encoding.UTF8.GetString(key);
            if (value.IsEmpty)
            {
                values._values.Remove(name);
            }
            else
            {
                values._values[name] = value.ToArray();
            }
        }

        return values;
    }

    /// <summary>A value that is a text; null where there is none.</summary>
    public string? Text(string key)
    {
        ReadOnlySpan<byte> value = _values.GetValueOrDefault(key);
        return TryTake(ref value, out ReadOnlySpan<byte> text) && value.IsEmpty && !text.IsEmpty ? Encoding.UTF8.GetString(text) : null;
    }

    private static bool TryTake(ref ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (!ProtobufCursor.TryReadVarint(rest, out ulong length, out int lengthBytes) || length > (ulong)(rest.Length - lengthBytes))
        {
            return false;
        }

        bytes = rest.Slice(lengthBytes, (int)length);
        rest = rest[(lengthBytes + (int)length)..];
        return true;
    }
}
