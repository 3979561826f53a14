using System.Text;

namespace Satchel.Chats.WhatsApp.Increments;

/// <summary>What a message's context says: the reply, the mentions, whether it was forwarded, when it disappears.</summary>
internal sealed record WireContext(Quote? ReplyTo, IReadOnlyList<string> Mentions, bool Forwarded, long? ExpiresAfterSeconds)
{
    public static readonly WireContext None = new(null, [], false, null);

    public static WireContext Parse(ReadOnlyMemory<byte> bytes, Func<string, string?> resolve)
    {
        WireContent context = new(0, bytes);
        List<string> mentions = [];
        foreach (ReadOnlyMemory<byte> jid in context.Fields(15))
        {
            if (resolve(Encoding.UTF8.GetString(jid.Span)) is { } person && Jid.IsPerson(person) && !mentions.Contains(person))
            {
                mentions.Add(person);
            }
        }

        Quote? reply = context.Text(1) is { } id
            ? new Quote(id, context.Text(2) is { } sender ? resolve(sender) : null, TextOf(WireContent.Of(context.Field(3))))
            : null;
        long? expires = context.Number(25) is > 0 and < 400_000_000 and long seconds ? seconds : null;
        return new WireContext(reply, mentions, context.Number(22) == 1, expires);
    }

    /// <summary>The text or caption of a content, or null.</summary>
    public static string? TextOf(WireContent content) => content.Kind switch
    {
        WireContent.Conversation => content.Bytes.Length > 0 ? Encoding.UTF8.GetString(content.Bytes.Span) : null,
        WireContent.ExtendedText => content.Text(1),
        WireContent.Image => content.Text(3),
        WireContent.Video or WireContent.VideoNote => content.Text(7),
        WireContent.Document => content.Text(20),
        _ => null,
    };
}
