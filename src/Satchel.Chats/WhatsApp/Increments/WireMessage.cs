using System.Text;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WhatsApp.Increments;

/// <summary>A WebMessageInfo: who sent what when, around the message itself.</summary>
internal sealed class WireMessage
{
    private WireMessage()
    {
    }

    public WireKey Key { get; private set; } = new(null, false, null, null);

    /// <summary>The message itself; empty for an event.</summary>
    public ReadOnlyMemory<byte> Content { get; private set; }

    public long SentAtSeconds { get; private set; }

    public long? Status { get; private set; }

    public string? Participant { get; private set; }

    public bool Starred { get; private set; }

    /// <summary>What happened, for an event; 0 for a message.</summary>
    public long Stub { get; private set; }

    public List<string> StubParameters { get; } = [];

    public List<ReadOnlyMemory<byte>> Reactions { get; } = [];

    /// <summary>Reads one; null where the bytes are no message of protobuf.</summary>
    public static WireMessage? Parse(ReadOnlyMemory<byte> bytes)
    {
        WireMessage message = new();
        ProtobufCursor fields = new(bytes.Span);
        while (fields.TryReadField())
        {
            switch (fields.Field, fields.IsNumber)
            {
                case (1, false): message.Key = WireKey.Parse(fields.Bytes); break;
                case (2, false): message.Content = bytes.Slice(fields.BytesOffset, fields.Bytes.Length); break;
                case (3, true): message.SentAtSeconds = fields.Number <= WireLimits.MaxSeconds ? (long)fields.Number : 0; break;
                case (4, true): message.Status = fields.Number <= 16 ? (long)fields.Number : null; break;
                case (5, false): message.Participant = Encoding.UTF8.GetString(fields.Bytes); break;
                case (17, true): message.Starred = fields.Number != 0; break;
                case (24, true): message.Stub = fields.Number <= int.MaxValue ? (long)fields.Number : 0; break;
                case (26, false) when message.StubParameters.Count < WireLimits.MaxItems:
                    message.StubParameters.Add(Encoding.UTF8.GetString(fields.Bytes));
                    break;
                case (41, false) when message.Reactions.Count < WireLimits.MaxItems:
                    message.Reactions.Add(bytes.Slice(fields.BytesOffset, fields.Bytes.Length));
                    break;
            }
        }

        return fields.AtEnd ? message : null;
    }
}
