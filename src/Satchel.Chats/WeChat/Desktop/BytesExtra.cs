using System.Text;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>
/// What <c>MSG.BytesExtra</c> of 3.x on Windows holds beside a message: a protobuf whose field 3 repeats { 1 key, 2 value }.
/// </summary>
/// <param name="Sender">Key 1: who sent it, in groups.</param>
/// <param name="ThumbnailPath">Key 3: the small picture, or a video's first.</param>
/// <param name="FilePath">Key 4: the file.</param>
/// <param name="Source">Key 7: the <c>msgsource</c> XML.</param>
internal readonly record struct BytesExtra(string? Sender, string? ThumbnailPath, string? FilePath, string? Source)
{
    private const int PairField = 3;

    /// <summary>Reads the blob; what is broken ends it.</summary>
    public static BytesExtra Read(ReadOnlySpan<byte> blob)
    {
        BytesExtra read = default;
        ProtobufCursor fields = new(blob);
        while (fields.TryReadField())
        {
            if (fields.Field != PairField || fields.IsNumber || !TryReadPair(fields.Bytes, out ulong key, out string value) || value.Length == 0)
            {
                continue;
            }

            read = key switch
            {
                1 => read with { Sender = value },
                3 => read with { ThumbnailPath = value },
                4 => read with { FilePath = value },
                7 => read with { Source = value },
                _ => read,
            };
        }

        return read;
    }

    private static bool TryReadPair(ReadOnlySpan<byte> pair, out ulong key, out string value)
    {
        key = 0;
        value = "";
        ProtobufCursor fields = new(pair);
        while (fields.TryReadField())
        {
            if (fields is { Field: 1, IsNumber: true })
            {
                key = fields.Number;
            }
            else if (fields is { Field: 2, IsNumber: false } && fields.Bytes.Length <= DesktopLimits.MaxSourceBytes)
            {
                value = Encoding.UTF8.GetString(fields.Bytes);
            }
        }

        return key != 0;
    }
}
