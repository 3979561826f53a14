using Satchel.Archive;
using Satchel.Chats;
using Satchel.Cli.Text;

namespace Satchel.Cli.Viewer;

/// <summary>The chats and the people of a history.</summary>
internal static class ChatsApi
{
    private const int MaxTextChars = 200;

    /// <summary><c>chats</c>: those with the newest message first.</summary>
    public static async Task ListAsync(ViewerRequest request, ViewedHistory history)
    {
        IReadOnlyList<ChatSummary> chats = await history.ChatsAsync();
        IReadOnlyDictionary<int, HistoryMessage> last = await history.LastMessagesAsync();
        await JsonAnswer.WriteAsync(request.Response, json =>
        {
            json.WriteStartArray();
            foreach ((ChatSummary chat, int n) in chats.Select((chat, n) => (chat, n)).OrderByDescending(c => c.chat.LastAt).ThenBy(c => c.n))
            {
                json.WriteStartObject();
                json.WriteString("id", chat.Chat.Id);
                json.WriteNumber("n", n);
                json.Name("kind", chat.Chat.Kind);
                json.Text("title", chat.Chat.Title);
                json.WriteNumber("messages", chat.Messages);
                json.Time("firstAt", chat.FirstAt);
                json.Time("lastAt", chat.LastAt);
                if (last.TryGetValue(n, out HistoryMessage? message))
                {
                    WriteLast(json, message.Message);
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    /// <summary><c>participants</c>: everybody who is named.</summary>
    public static async Task ParticipantsAsync(ViewerRequest request, ViewedHistory history)
    {
        IReadOnlyList<Participant> people = await history.ParticipantsAsync();
        await JsonAnswer.WriteAsync(request.Response, json =>
        {
            json.WriteStartArray();
            foreach (Participant person in people)
            {
                json.WriteStartObject();
                json.WriteString("id", person.Id);
                json.Text("name", person.Name);
                json.Text("phone", person.Phone);
                json.Text("alias", person.Alias);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static void WriteLast(System.Text.Json.Utf8JsonWriter json, Message message)
    {
        json.WriteStartObject("last");
        json.Text("sender", message.SenderId);
        if (message.Outgoing is bool outgoing)
        {
            json.WriteBoolean("outgoing", outgoing);
        }

        json.Name("kind", message.Kind);
        json.Text("text", Start(message.Text ?? (message.Body as SystemBody)?.Text ?? (message.Attachments is [{ Name: string name }, ..] ? name : null)));
        json.WriteEndObject();
    }

    // Never half a character.
    private static string? Start(string? text) =>
        text is null || text.Length <= MaxTextChars ? text : text[..(MaxTextChars - (char.IsHighSurrogate(text[MaxTextChars - 1]) ? 1 : 0))] + "…";
}
