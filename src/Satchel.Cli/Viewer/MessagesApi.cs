using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Satchel.Archive;
using Satchel.SearchIndex;

namespace Satchel.Cli.Viewer;

/// <summary>The messages of a chat, by their places in it.</summary>
internal static class MessagesApi
{
    private const int MaxMessages = 200;

    /// <summary><c>messages?start=&amp;count=</c>.</summary>
    public static async Task ListAsync(ViewerRequest request, ViewedHistory history, string n)
    {
        int chat = ChatNumber(history, n);
        int total = history.Indexed.Count(chat);
        int start = request.Number("start", 0, 0, total);
        int count = Math.Min(request.Number("count", MaxMessages, 0, MaxMessages), total - start);
        IReadOnlyList<IReadOnlyList<HistoryMessage>> messages = await history.Indexed.ReadAsync(chat, start, count, request.Cancelled);
        await JsonAnswer.WriteObjectAsync(request.Response, json =>
        {
            json.WriteNumber("total", total);
            json.WriteNumber("start", start);
            json.WriteStartArray("messages");
            for (int i = 0; i < messages.Count; i++)
            {
                Write(json, history.Indexed, chat, start + i, messages[i]);
            }

            json.WriteEndArray();
        });
    }

    /// <summary><c>find?at=</c>, <c>?id=</c> or <c>?nativeId=</c>: the place of a message.</summary>
    public static Task FindAsync(ViewerRequest request, ViewedHistory history, string n)
    {
        int chat = ChatNumber(history, n);
        int index = request switch
        {
            _ when request.Text("at") is { } at => Math.Min(history.Indexed.FirstSince(chat, Time(at)), Math.Max(0, history.Indexed.Count(chat) - 1)),
            _ when request.Text("id") is { } id => history.Indexed.FindMessage(chat, id),
            _ when request.Text("nativeId") is { } nativeId => history.Indexed.FindNative(chat, nativeId),
            _ => throw new BadHttpRequestException("One of 'at', 'id' and 'nativeId' is needed."),
        };
        return index < 0
            ? ViewerProblem.AnswerAsync(request.Context, StatusCodes.Status404NotFound, "There is no such message in this chat.")
            : JsonAnswer.WriteObjectAsync(request.Response, json => json.WriteNumber("index", index));
    }

    /// <summary><c>days</c>: the days on which something was sent, each with the place of its first message and how many it has.</summary>
    public static Task DaysAsync(ViewerRequest request, ViewedHistory history, string n)
    {
        int chat = ChatNumber(history, n);
        List<(DateOnly Day, int First, int Count)> days = Days(history.Indexed, chat);
        return JsonAnswer.WriteAsync(request.Response, json =>
        {
            json.WriteStartArray();
            foreach ((DateOnly day, int first, int count) in days)
            {
                json.WriteStartArray();
                json.WriteStringValue(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
                json.WriteNumberValue(first);
                json.WriteNumberValue(count);
                json.WriteEndArray();
            }

            json.WriteEndArray();
        });
    }

    /// <summary>The number of a chat that an address names.</summary>
    public static int ChatNumber(ViewedHistory history, string n)
    {
        int chat = ViewerRequest.Number(n, 0);
        return chat < history.Indexed.ChatIds.Count ? chat : throw new BadHttpRequestException("There is no such chat.", StatusCodes.Status404NotFound);
    }

    /// <summary>A time of an address.</summary>
    public static DateTimeOffset Time(string text) => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
        ? time
        : throw new BadHttpRequestException($"A time like 2026-11-21T14:05:00Z is needed; '{text}' does not fit.");

    private static List<(DateOnly Day, int First, int Count)> Days(IndexedHistory history, int chat)
    {
        List<(DateOnly Day, int First, int Count)> days = [];
        LocalDays clock = new(TimeZoneInfo.Local);
        for (int i = 0; i < history.Count(chat); i++)
        {
            if (history.SentAtMillis(chat, i) is not 0 and long millis && clock.DayOf(millis) is DateOnly day)
            {
                if (days.Count > 0 && days[^1].Day == day)
                {
                    days[^1] = days[^1] with { Count = days[^1].Count + 1 };
                }
                else
                {
                    days.Add((day, i, 1));
                }
            }
        }

        return days;
    }

    // The last version is the message; what it was before stands in it.
    private static void Write(Utf8JsonWriter json, IndexedHistory history, int chat, int index, IReadOnlyList<HistoryMessage> versions)
    {
        json.WriteStartObject();
        json.WriteNumber("index", index);
        if (versions.Count == 0)
        {
            WriteLost(json, history, chat, index);
        }
        else
        {
            RecordJson.WriteMessageMembers(json, versions[^1]);
        }

        if (versions.Count > 1)
        {
            json.WriteStartArray("versions");
            foreach (HistoryMessage earlier in versions.SkipLast(1))
            {
                json.WriteStartObject();
                json.WriteNumber("index", index);
                RecordJson.WriteMessageMembers(json, earlier);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    // The vault is damaged there: the place stays, so that all others keep theirs.
    private static void WriteLost(Utf8JsonWriter json, IndexedHistory history, int chat, int index)
    {
        json.WriteString("id", $"lost-{chat}-{index}");
        json.WriteString("chat", history.ChatIds[chat]);
        if (history.SentAtMillis(chat, index) is not 0 and long millis && RecordTime.FromMillis(millis) is { } sentAt)
        {
            json.WriteString("sentAt", RecordTime.Format(sentAt));
        }

        json.WriteString("kind", "unknown");
        json.WriteBoolean("lost", true);
    }
}
