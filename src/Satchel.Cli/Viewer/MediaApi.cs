using Satchel.Archive;
using Satchel.Chats;
using Satchel.Cli.Text;
using Satchel.SearchIndex;

namespace Satchel.Cli.Viewer;

/// <summary><c>media</c>: the files of messages, the newest first.</summary>
internal static class MediaApi
{
    private const int MaxItems = 200;

    public static async Task ListAsync(ViewerRequest request, ViewedHistory history)
    {
        int? chat = request.Text("chat") is { } n ? MessagesApi.ChatNumber(history, n) : null;
        int start = request.Number("start", 0, 0, int.MaxValue);
        int count = request.Number("count", MaxItems, 0, MaxItems);
        (long total, IReadOnlyList<(FoundMessage Message, long FirstFile)> found) = history.Indexed.FindFiles(chat, SearchApi.Kinds(request.Text("kind")), start, count);
        IReadOnlyList<IReadOnlyList<HistoryMessage>> read = await history.Indexed.ReadAsync([.. found.Select(f => (f.Message.Chat, f.Message.Place))], request.Cancelled);
        await JsonAnswer.WriteObjectAsync(request.Response, json =>
        {
            json.WriteNumber("total", total);
            json.WriteStartArray("items");
            for (int i = 0; i < found.Count; i++)
            {
                IReadOnlyList<Attachment> files = read[i].Count == 0 ? [] : read[i][^1].Message.Attachments;
                for (int file = 0; file < files.Count; file++)
                {
                    long place = found[i].FirstFile + file;
                    if (place >= start && place < start + (long)count)
                    {
                        Write(json, found[i].Message, read[i][^1], file);
                    }
                }
            }

            json.WriteEndArray();
        });
    }

    private static void Write(System.Text.Json.Utf8JsonWriter json, FoundMessage found, HistoryMessage message, int file)
    {
        Attachment attachment = message.Message.Attachments[file];
        json.WriteStartObject();
        json.WriteNumber("chat", found.Chat);
        json.WriteNumber("index", found.Place);
        json.WriteString("message", message.Id);
        json.WriteNumber("attachment", file);
        json.Name("kind", message.Message.Kind);
        json.Text("mime", attachment.Mime);
        json.Text("name", attachment.Name);
        if (attachment.LengthBytes is long bytes)
        {
            json.WriteNumber("bytes", bytes);
        }

        if (attachment.DurationMillis is long duration)
        {
            json.WriteNumber("durationMs", duration);
        }

        json.Time("sentAt", message.Message.SentAtMillis == 0 ? null : RecordTime.FromMillis(message.Message.SentAtMillis));
        if (attachment.Missing)
        {
            json.WriteBoolean("missing", true);
        }

        json.WriteEndObject();
    }
}
