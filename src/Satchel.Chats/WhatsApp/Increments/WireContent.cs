using System.Text;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WhatsApp.Increments;

/// <summary>
/// The message itself, out of its wrappers: which of the kinds of content it is (the number of its field) and the bytes of that.
/// Every kind keeps its context (what it replies to, whom it mentions) in field 17, polls in field 5.
/// </summary>
internal readonly record struct WireContent(int Kind, ReadOnlyMemory<byte> Bytes)
{
    public const int Conversation = 1;
    public const int Image = 3;
    public const int Contact = 4;
    public const int Location = 5;
    public const int ExtendedText = 6;
    public const int Document = 7;
    public const int Audio = 8;
    public const int Video = 9;
    public const int Protocol = 12;
    public const int Contacts = 13;
    public const int LiveLocation = 18;
    public const int Sticker = 26;
    public const int Reaction = 46;
    public const int Poll = 49;
    public const int PollV2 = 60;
    public const int PollV3 = 64;
    public const int VideoNote = 66;

    private const int DeviceSent = 31;

    // What stands beside the content and is none: keys of groups, and secrets.
    private static bool IsBeside(int field) => field is 2 or 15 or 35;

    // Seen once, disappearing, with a caption, edited: each is a message with the content as field 1.
    private static bool IsWrapper(int field) => field is DeviceSent or 37 or 40 or 53 or 55 or 58 or 59;

    /// <summary>Finds the content; kind 0 where there is none.</summary>
    public static WireContent Of(ReadOnlyMemory<byte> message)
    {
        for (int depth = 0; depth <= IncrementLimits.MaxWrappers; depth++)
        {
            WireContent content = First(message);
            if (!IsWrapper(content.Kind))
            {
                return content;
            }

            message = content.Field(content.Kind == DeviceSent ? 2 : 1);
        }

        return default;
    }

    /// <summary>A field that is a text; null where it is not there or empty.</summary>
    public string? Text(int field) => Field(field) is { Length: > 0 } bytes ? Encoding.UTF8.GetString(bytes.Span) : null;

    /// <summary>A field that is bytes or a message; empty where it is not there.</summary>
    public ReadOnlyMemory<byte> Field(int field)
    {
        ReadOnlyMemory<byte> found = default;
        ProtobufCursor fields = new(Bytes.Span);
        while (fields.TryReadField())
        {
            found = fields.Field == field && !fields.IsNumber ? Bytes.Slice(fields.BytesOffset, fields.Bytes.Length) : found;
        }

        return found;
    }

    /// <summary>All fields of a number that are bytes or messages, up to the limit of items.</summary>
    public List<ReadOnlyMemory<byte>> Fields(int field)
    {
        List<ReadOnlyMemory<byte>> found = [];
        ProtobufCursor fields = new(Bytes.Span);
        while (fields.TryReadField() && found.Count < WireLimits.MaxItems)
        {
            if (fields.Field == field && !fields.IsNumber)
            {
                found.Add(Bytes.Slice(fields.BytesOffset, fields.Bytes.Length));
            }
        }

        return found;
    }

    /// <summary>A field that is a number; null where it is not there, or larger than any that has a meaning.</summary>
    public long? Number(int field)
    {
        long? found = null;
        ProtobufCursor fields = new(Bytes.Span);
        while (fields.TryReadField())
        {
            found = fields.Field == field && fields.IsNumber && fields.Number <= long.MaxValue ? (long)fields.Number : found;
        }

        return found;
    }

    /// <summary>A field that is a double; null where it is not there, or no number.</summary>
    public double? Real(int field)
    {
        double? found = null;
        ProtobufCursor fields = new(Bytes.Span);
        while (fields.TryReadField())
        {
            found = fields.Field == field && fields.IsNumber ? BitConverter.UInt64BitsToDouble(fields.Number) : found;
        }

        return found is { } value && double.IsFinite(value) ? value : null;
    }

    private static WireContent First(ReadOnlyMemory<byte> message)
    {
        ProtobufCursor fields = new(message.Span);
        while (fields.TryReadField())
        {
            if (!fields.IsNumber && !IsBeside(fields.Field))
            {
                return new WireContent(fields.Field, message.Slice(fields.BytesOffset, fields.Bytes.Length));
            }
        }

        return default;
    }
}
