using Satchel.Chats;
using Satchel.Cli.Text;

namespace Satchel.Cli.Viewer;

/// <summary><c>/api/session</c>: what is looked at, and in which language.</summary>
internal static class SessionApi
{
    public static Task AnswerAsync(ViewerRequest request, ViewerHistories histories) => JsonAnswer.WriteObjectAsync(request.Response, json =>
    {
        string? language = Environment.GetEnvironmentVariable("LC_ALL") ?? Environment.GetEnvironmentVariable("LC_MESSAGES") ?? Environment.GetEnvironmentVariable("LANG");
        json.WriteString("language", ExportOptions.LanguageOf(language) == ExportLanguage.Chinese ? "zh" : "en");
        json.WriteString("from", histories.Source.From);
        json.WriteBoolean("live", histories.Source.IsLive);
        json.WriteBoolean("vault", histories.Source.Vault is not null);
        json.WriteStartArray("histories");
        foreach (ViewedHistory history in histories.All)
        {
            Account account = history.Indexed.View.Account;
            json.WriteStartObject();
            json.WriteString("h", history.Key);
            json.WriteString("app", account.App);
            json.WriteString("platform", account.Platform);
            json.Text("account", account.Id);
            json.Text("name", account.Name);
            json.WriteNumber("chats", history.Indexed.ChatIds.Count);
            json.WriteNumber("messages", history.Indexed.Messages);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
