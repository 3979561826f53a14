using System.Globalization;
using System.Text.Json;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.Cli.Text;

namespace Satchel.Cli.Viewer;

/// <summary><c>stats</c> and <c>space</c>: how much there is, of what, and when.</summary>
internal static class StatisticsApi
{
    private const int MostFiles = 100;
    private const int MostSenders = 200;

    /// <summary><c>stats?chat=</c>.</summary>
    public static Task AnswerAsync(ViewerRequest request, ViewedHistory history)
    {
        int? chat = request.Text("chat") is { } n ? MessagesApi.ChatNumber(history, n) : null;
        MessageTally tally = chat is null ? history.Tally : MessageTally.Of(history.Indexed, chat, TimeZoneInfo.Local);
        return JsonAnswer.WriteObjectAsync(request.Response, json =>
        {
            json.WriteStartArray("byDay");
            foreach ((DateOnly day, int count) in tally.Days)
            {
                json.WriteStartArray();
                json.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                json.WriteNumberValue(count);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            WriteNumbers(json, "byHour", tally.Hours);
            WriteNumbers(json, "byWeekday", tally.Weekdays);
            WriteChats(json, tally.Chats);
            WriteKinds(json, tally.Kinds);
            json.WriteStartArray("bySender");
            foreach ((int sender, int count) in tally.Senders.OrderByDescending(s => s.Value).Take(MostSenders))
            {
                json.WriteStartObject();
                json.Text("sender", sender < 0 ? null : history.Indexed.SenderIds[sender]);
                json.WriteNumber("messages", count);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    /// <summary><c>space</c>: what the files of messages take, as told by the messages; one content that is in two messages counts twice.</summary>
    public static async Task SpaceAsync(ViewerRequest request, ViewedHistory history)
    {
        MessageTally tally = history.Tally;
        (int Chat, int Place)[] largest = [.. tally.Largest];
        IReadOnlyList<IReadOnlyList<HistoryMessage>> read = await history.Indexed.ReadAsync(largest, request.Cancelled);
        await JsonAnswer.WriteObjectAsync(request.Response, json =>
        {
            WriteChats(json, tally.Chats);
            WriteKinds(json, tally.Kinds);
            json.WriteStartArray("files");
            foreach ((int i, HistoryMessage message, int ordinal) in Files(read).Where(f => !f.Message.Message.Attachments[f.Ordinal].Missing).OrderByDescending(f => f.Message.Message.Attachments[f.Ordinal].LengthBytes ?? 0).Take(MostFiles))
            {
                Attachment file = message.Message.Attachments[ordinal];
                json.WriteStartObject();
                json.WriteNumber("chat", largest[i].Chat);
                json.WriteNumber("index", largest[i].Place);
                json.WriteNumber("attachment", ordinal);
                json.Name("kind", message.Message.Kind);
                json.Text("name", file.Name);
                json.Text("mime", file.Mime);
                json.WriteNumber("bytes", file.LengthBytes ?? 0);
                json.Time("sentAt", message.Message.SentAtMillis == 0 ? null : RecordTime.FromMillis(message.Message.SentAtMillis));
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static IEnumerable<(int Place, HistoryMessage Message, int Ordinal)> Files(IReadOnlyList<IReadOnlyList<HistoryMessage>> read)
    {
        for (int i = 0; i < read.Count; i++)
        {
            for (int ordinal = 0; read[i].Count > 0 && ordinal < read[i][^1].Message.Attachments.Count; ordinal++)
            {
                yield return (i, read[i][^1], ordinal);
            }
        }
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, int[] numbers)
    {
        json.WriteStartArray(name);
        foreach (int number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private static void WriteChats(Utf8JsonWriter json, IReadOnlyDictionary<int, Amount> chats)
    {
        json.WriteStartArray("byChat");
        foreach ((int n, Amount amount) in chats.OrderByDescending(c => c.Value.Messages))
        {
            json.WriteStartObject();
            json.WriteNumber("n", n);
            json.WriteNumber("messages", amount.Messages);
            json.WriteNumber("files", amount.Files);
            json.WriteNumber("bytes", amount.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteKinds(Utf8JsonWriter json, IReadOnlyDictionary<MessageKind, Amount> kinds)
    {
        json.WriteStartArray("byKind");
        foreach ((MessageKind kind, Amount amount) in kinds.OrderByDescending(k => k.Value.Messages))
        {
            json.WriteStartObject();
            json.Name("kind", kind);
            json.WriteNumber("count", amount.Messages);
            json.WriteNumber("files", amount.Files);
            json.WriteNumber("bytes", amount.Bytes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
