using System.Buffers;
using System.Text;
using System.Text.Json;
using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Tests.Journeys;

/// <summary>A history as lines of the record stream.</summary>
internal static class RecordLines
{
    public static async Task<List<string>> OfAsync(HistoryView view, CancellationToken cancellationToken)
    {
        List<string> lines = [Line(w => RecordJson.WriteAccount(w, view.Account))];
        await foreach (Participant participant in view.ParticipantsAsync(cancellationToken))
        {
            lines.Add(Line(w => RecordJson.WriteParticipant(w, participant)));
        }

        await foreach (ChatSummary chat in view.ChatsAsync(cancellationToken))
        {
            lines.Add(Line(w => RecordJson.WriteChat(w, chat.Chat)) + $" {chat.Messages} {chat.FirstAt:O} {chat.LastAt:O}");
        }

        await foreach (HistoryMessage message in view.MessagesByChatAsync(cancellationToken))
        {
            lines.Add(Line(w => RecordJson.WriteMessage(w, message)));
        }

        return lines;
    }

    public static string Line(Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter writer = new(buffer, RecordJson.WriterOptions);
        write(writer);
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
