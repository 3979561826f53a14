using System.Buffers;
using System.Text.Json;
using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Exports;

/// <summary>The record stream: account, participants, then each chat and its messages (docs/model.md).</summary>
internal static class JsonlExport
{
    private const int FlushBytes = 64 * 1024;

    public static async Task WriteAsync(ExportSession session, Stream output, CancellationToken cancellationToken)
    {
        var lines = new ArrayBufferWriter<byte>(FlushBytes);
        await using var writer = new Utf8JsonWriter(lines, RecordJson.WriterOptions);

        async ValueTask EndLineAsync(bool flush)
        {
            await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
            writer.Reset();
            lines.Write("\n"u8);
            if (flush || lines.WrittenCount >= FlushBytes)
            {
                await output.WriteAsync(lines.WrittenMemory, cancellationToken).ConfigureAwait(false);
                lines.ResetWrittenCount();
            }
        }

        RecordJson.WriteAccount(writer, session.View.Account);
        await EndLineAsync(false).ConfigureAwait(false);
        await foreach (Participant participant in session.View.ParticipantsAsync(cancellationToken).ConfigureAwait(false))
        {
            RecordJson.WriteParticipant(writer, participant);
            await EndLineAsync(false).ConfigureAwait(false);
        }

        await ChatByChat.ReadAsync(
            session,
            async chat =>
            {
                RecordJson.WriteChat(writer, chat.Chat);
                await EndLineAsync(false).ConfigureAwait(false);
            },
            async message =>
            {
                await SaveMediaAsync(session, message, cancellationToken).ConfigureAwait(false);
                RecordJson.WriteMessage(writer, message);
                await EndLineAsync(false).ConfigureAwait(false);
                session.Count();
            },
            cancellationToken).ConfigureAwait(false);
        await output.WriteAsync(lines.WrittenMemory, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask SaveMediaAsync(ExportSession session, HistoryMessage message, CancellationToken cancellationToken)
    {
        if (session.Media is null)
        {
            return;
        }

        foreach (Attachment attachment in message.Message.Attachments)
        {
            await session.Media.SaveAsync(session.View, message, attachment, cancellationToken).ConfigureAwait(false);
        }
    }
}
