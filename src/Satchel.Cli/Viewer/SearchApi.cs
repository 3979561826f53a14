using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Satchel.Chats;
using Satchel.Cli.Text;
using Satchel.SearchIndex;

namespace Satchel.Cli.Viewer;

/// <summary><c>search</c>: messages by what they say.</summary>
internal static class SearchApi
{
    private const int DefaultLimit = 50;
    private const int MaxLimit = 200;

    public static async Task AnswerAsync(ViewerRequest request, ViewedHistory history)
    {
        SearchQuery query = SearchQuery.Parse(request.Text("q") ?? "") ?? SearchQuery.Everything;
        SearchOptions options = new()
        {
            ChatId = request.Text("chat") is { } chat ? history.Indexed.ChatIds[MessagesApi.ChatNumber(history, chat)] : null,
            From = request.Text("from") is { } from ? Date(from, endOfDay: false) : null,
            To = request.Text("to") is { } to ? Date(to, endOfDay: true) : null,
            Kinds = Kinds(request.Text("kind")),
            SenderId = request.Text("sender") is { } sender and not "me" ? sender : null,
            Outgoing = request.Text("sender") == "me" ? true : null,
            HasFiles = request.Flag("media"),
            Limit = request.Number("limit", DefaultLimit, 1, MaxLimit),
            Offset = request.Number("offset", 0, 0, int.MaxValue),
        };
        long started = Stopwatch.GetTimestamp();
        SearchAnswer answer = history.Indexed.Search(query, options, request.Cancelled);
        double millis = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        IReadOnlyList<(FoundMessage Found, SearchHit Hit)> hits = await history.Indexed.ReadAsync(answer.Found, query, options, request.Cancelled);
        await JsonAnswer.WriteObjectAsync(request.Response, json =>
        {
            json.WriteNumber("total", answer.Total);
            json.WriteNumber("millis", Math.Round(millis, 2));
            json.WriteStartArray("hits");
            foreach ((FoundMessage found, SearchHit hit) in hits)
            {
                Write(json, found, hit);
            }

            json.WriteEndArray();
        });
    }

    /// <summary>The kinds that an address names, with commas between.</summary>
    public static IReadOnlyList<MessageKind> Kinds(string? text) => text is null ? [] : [.. text.Split(',').Select(KindOf)];

    private static MessageKind KindOf(string name) =>
        EnumText.TryParse(name, out MessageKind kind) ? kind : throw new BadHttpRequestException($"There is no kind of message called '{name}'.");

    private static DateTimeOffset Date(string text, bool endOfDay) => DateText.Parse(text, TimeProvider.System, endOfDay) ?? MessagesApi.Time(text);

    private static void Write(System.Text.Json.Utf8JsonWriter json, FoundMessage found, SearchHit hit)
    {
        Message message = hit.Message.Message;
        json.WriteStartObject();
        json.WriteNumber("chat", found.Chat);
        json.WriteNumber("index", found.Place);
        json.WriteString("message", hit.Message.Id);
        json.WriteString("snippet", hit.Snippet);
        json.WriteStartArray("marks");
        foreach ((int start, int length) in hit.Marks)
        {
            json.WriteStartArray();
            json.WriteNumberValue(start);
            json.WriteNumberValue(length);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.Time("sentAt", message.SentAtMillis == 0 ? null : RecordTime.FromMillis(message.SentAtMillis));
        json.Text("sender", message.SenderId);
        if (message.Outgoing is bool outgoing)
        {
            json.WriteBoolean("outgoing", outgoing);
        }

        json.Name("kind", message.Kind);
        json.WriteEndObject();
    }
}
