using System.Buffers;
using System.Globalization;
using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Exports;

/// <summary>
/// A table after RFC 4180, in UTF-8, with a row of headings. Cells hold what the messages hold: one that starts with
/// <c>=</c> is not changed to keep a spreadsheet from calculating it, because a table that alters what people wrote is no
/// record of it. Import it as text where that matters.
/// </summary>
internal static class CsvExport
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    private static readonly string[] Headings =
    [
        "chat", "chatTitle", "id", "nativeId", "sentAt", "sender", "senderName", "outgoing", "kind", "text", "status", "attachments", "mediaFiles",
        "replyTo", "reactions", "editedAt", "revokedAt", "seenFirst", "seenLast", "removedAfter",
    ];

    public static async Task WriteAsync(ExportSession session, TextWriter output, CancellationToken cancellationToken)
    {
        output.NewLine = "\r\n";
        await WriteRowAsync(output, Headings).ConfigureAwait(false);
        ChatSummary? chat = null;
        await ChatByChat.ReadAsync(
            session,
            next =>
            {
                chat = next;
                return ValueTask.CompletedTask;
            },
            async message =>
            {
                List<string> media = await SaveMediaAsync(session, message, cancellationToken).ConfigureAwait(false);
                await WriteRowAsync(output, Cells(session, chat, message, media)).ConfigureAwait(false);
                session.Count();
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static string?[] Cells(ExportSession session, ChatSummary? chat, HistoryMessage message, List<string> media)
    {
        Message content = message.Message;
        return
        [
            content.ChatId,
            chat?.Chat.Id == content.ChatId ? session.TitleOf(chat.Chat) : "",
            message.Id,
            content.NativeId,
            Time(content.SentAtMillis == 0 ? null : content.SentAtMillis),
            content.SenderId,
            session.Names.SenderOf(content),
            content.Outgoing is bool outgoing ? (outgoing ? "true" : "false") : null,
            RecordNames.Of(content.Kind),
            content.Text ?? (content.Body is null ? null : new MessageText(session).BodyOf(content)),
            content.Status is MessageStatus status ? RecordNames.Of(status) : null,
            string.Join('\n', content.Attachments.Select(attachment => attachment.Name ?? attachment.Path)),
            string.Join('\n', media),
            content.ReplyTo?.NativeId,
            string.Join('\n', content.Reactions.Select(reaction => $"{reaction.Emoji} {(reaction.SenderId is string sender ? session.Names.Of(sender) : session.Names.Owner)}")),
            Time(content.EditedAtMillis),
            Time(content.RevokedAtMillis),
            Time(message.Seen?.First.ToUnixTimeMilliseconds()),
            Time(message.Seen?.Last.ToUnixTimeMilliseconds()),
            Time(message.Seen?.RemovedAfter?.ToUnixTimeMilliseconds()),
        ];
    }

    private static string? Time(long? millis) => millis is long time && RecordTime.FromMillis(time) is DateTimeOffset at ? RecordTime.Format(at) : null;

    private static async Task<List<string>> SaveMediaAsync(ExportSession session, HistoryMessage message, CancellationToken cancellationToken)
    {
        var files = new List<string>();
        foreach (Attachment attachment in session.Media is null ? [] : message.Message.Attachments)
        {
            if (await session.Media!.SaveAsync(session.View, message, attachment, cancellationToken).ConfigureAwait(false) is string file)
            {
                files.Add(file);
            }
        }

        return files;
    }

    private static async Task WriteRowAsync(TextWriter output, string?[] cells)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            string cell = cells[i] ?? "";
            await output.WriteAsync(i == 0 ? "" : ",").ConfigureAwait(false);
            await output.WriteAsync(cell.AsSpan().ContainsAny(Quoted)
                ? string.Create(CultureInfo.InvariantCulture, $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")
                : cell).ConfigureAwait(false);
        }

        await output.WriteLineAsync().ConfigureAwait(false);
    }
}
