using System.Security.Cryptography;
using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Tests.Migrating.RoundTrip;

/// <summary>Everything that a store reads as, its files by their SHA-256.</summary>
internal sealed record StoreContents(Account Account, IReadOnlyList<Participant> People, IReadOnlyList<Chat> Chats, IReadOnlyList<Message> Messages)
{
    /// <summary>Reads a store.</summary>
    public static async Task<StoreContents> ReadAsync(string path, HistoryViewOptions options, CancellationToken cancellationToken)
    {
        IReadOnlyList<HistoryView> views = await HistoryViews.OpenAsync(null, new HistoryOrigin(HistoryOriginKind.Path, path), HistoryFilter.Everything, options, cancellationToken);
        await using HistoryView view = Assert.Single(views);
        return await OfAsync(view, cancellationToken);
    }

    /// <summary>Reads a history.</summary>
    public static async Task<StoreContents> OfAsync(HistoryView view, CancellationToken cancellationToken)
    {
        List<Message> messages = [];
        await foreach (HistoryMessage message in view.MessagesAsync(null, cancellationToken))
        {
            List<Attachment> files = [];
            foreach (Attachment file in message.Message.Attachments)
            {
                await using Stream? content = await view.OpenAttachmentAsync(message, file, cancellationToken);
                files.Add(file with { Missing = content is null, Sha256 = content is null ? null : await SHA256.HashDataAsync(content, cancellationToken) });
            }

            messages.Add(message.Message with { Attachments = files });
        }

        List<Participant> people = await view.ParticipantsAsync(cancellationToken).ToListAsync(cancellationToken);
        List<Chat> chats = await view.ChatListAsync(cancellationToken).ToListAsync(cancellationToken);
        return new StoreContents(view.Account, people, [.. chats.OrderBy(c => c.Id, StringComparer.Ordinal)], messages);
    }

    /// <summary>What tells a message: notices, whose ids are each phone's own, by time and by what happened.</summary>
    public static string KeyOf(Message message) => message switch
    {
        { Kind: MessageKind.System } => $"{message.ChatId} notice {message.SentAtMillis}",
        { NativeId: string id } => $"{message.ChatId} {id}",
        _ => $"{message.ChatId} {message.SentAtMillis} {message.Outgoing} {message.Text}",
    };
}
