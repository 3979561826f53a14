using System.Text;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WhatsApp.Increments;

/// <summary>The key of a message on the wire: 1 chat, 2 whether the owner sent it, 3 id, 4 who sent it in a group.</summary>
internal sealed record WireKey(string? Chat, bool FromMe, string? Id, string? Participant)
{
    public static WireKey Parse(ReadOnlySpan<byte> bytes)
    {
        WireKey key = new(null, false, null, null);
        ProtobufCursor fields = new(bytes);
        while (fields.TryReadField())
        {
            key = (fields.Field, fields.IsNumber) switch
            {
                (1, false) => key with { Chat = Encoding.UTF8.GetString(fields.Bytes) },
                (2, true) => key with { FromMe = fields.Number != 0 },
                (3, false) => key with { Id = Encoding.UTF8.GetString(fields.Bytes) },
                (4, false) => key with { Participant = Encoding.UTF8.GetString(fields.Bytes) },
                _ => key,
            };
        }

        return key;
    }
}
