using System.Net;
using System.Text.Json;
using Satchel.Archive;
using Satchel.Tests.Journeys;

namespace Satchel.Viewer.Tests.Viewer;

/// <summary>The page gets what the export has, by place.</summary>
public sealed class ApiTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_pages_of_all_chats_are_the_record_stream(bool isPath)
    {
        using JourneyFolder folder = new JourneyFolder().WithSample();
        await folder.BackUpAsync();
        HistoryOrigin origin = isPath ? new HistoryOrigin(HistoryOriginKind.Path, folder.Source) : HistoryOrigin.Archive;
        await using RunningViewer viewer = await RunningViewer.OpenAsync(folder, origin);
        List<HistoryMessage> all = await folder.MessagesAsync(HistoryOrigin.Archive);

        JsonElement chats = await viewer.JsonAsync(viewer.History + "/chats");
        List<string> ids = [];
        foreach (JsonElement chat in chats.EnumerateArray())
        {
            int n = chat.GetProperty("n").GetInt32();
            int total = chat.GetProperty("messages").GetInt32();
            List<string> inChat = [];
            for (int start = 0; start < total; start += 37)
            {
                JsonElement page = await viewer.JsonAsync($"{viewer.History}/chats/{n}/messages?start={start}&count=37");
                Assert.Equal(total, page.GetProperty("total").GetInt32());
                inChat.AddRange(page.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("id").GetString()!));
            }

            Assert.Equal(all.Where(m => m.Message.ChatId == chat.GetProperty("id").GetString()).Select(m => m.Id).Distinct(), inChat);
            ids.AddRange(inChat);
        }

        Assert.Equal(all.Select(m => m.Id).Distinct().Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
        string[] times = [.. chats.EnumerateArray().Where(c => c.TryGetProperty("lastAt", out _)).Select(c => c.GetProperty("lastAt").GetString()!)];
        Assert.Equal(times.OrderDescending(StringComparer.Ordinal), times);
    }

    [Fact]
    public async Task A_message_carries_what_it_was_before_and_is_found_by_id_and_time()
    {
        using JourneyFolder folder = new();
        folder.Build(b =>
        {
            b.Message(JourneyFolder.Ben, "K1", JourneyFolder.Noon, text: "first");
            b.Message(JourneyFolder.Ben, "K2", JourneyFolder.Noon + 86_400_000, text: "teh second");
        });
        await folder.BackUpAsync();
        folder.Build(b => b.Run("UPDATE message SET text_data = 'the second' WHERE key_id = 'K2'"));
        await folder.BackUpAsync();
        await using RunningViewer viewer = await RunningViewer.OpenAsync(folder);

        JsonElement message = (await viewer.JsonAsync(viewer.History + "/chats/0/messages?start=1&count=5")).GetProperty("messages")[0];
        string id = message.GetProperty("id").GetString()!;

        Assert.Equal("the second", message.GetProperty("text").GetString());
        Assert.Equal("teh second", Assert.Single(message.GetProperty("versions").EnumerateArray()).GetProperty("text").GetString());
        Assert.Equal(1, (await viewer.JsonAsync($"{viewer.History}/chats/0/find?id={id}")).GetProperty("index").GetInt32());
        Assert.Equal(0, (await viewer.JsonAsync(viewer.History + "/chats/0/find?nativeId=K1")).GetProperty("index").GetInt32());
        Assert.Equal(1, (await viewer.JsonAsync($"{viewer.History}/chats/0/find?at={RecordTime.Format(DateTimeOffset.FromUnixTimeMilliseconds(JourneyFolder.Noon + 1))}")).GetProperty("index").GetInt32());
        Assert.Equal(2, (await viewer.JsonAsync(viewer.History + "/chats/0/days")).GetArrayLength());
        JsonElement old = await viewer.JsonAsync(viewer.History + "/search?q=TEH");
        Assert.Equal(1, old.GetProperty("total").GetInt32());
        Assert.Equal(1, old.GetProperty("hits")[0].GetProperty("index").GetInt32());
        Assert.Equal("[[0,3]]", old.GetProperty("hits")[0].GetProperty("marks").GetRawText());
    }

    [Fact]
    public async Task Media_statistics_and_space_count_the_same_messages()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample();
        await folder.BackUpAsync();
        List<HistoryMessage> all = await folder.MessagesAsync(HistoryOrigin.Archive);
        await using RunningViewer viewer = await RunningViewer.OpenAsync(folder);

        List<(string, int)> items = [];
        JsonElement media;
        do
        {
            media = await viewer.JsonAsync($"{viewer.History}/media?start={items.Count}&count=23");
            items.AddRange(media.GetProperty("items").EnumerateArray().Select(i => (i.GetProperty("message").GetString()!, i.GetProperty("attachment").GetInt32())));
        }
        while (items.Count < media.GetProperty("total").GetInt32());

        JsonElement stats = await viewer.JsonAsync(viewer.History + "/stats");
        JsonElement space = await viewer.JsonAsync(viewer.History + "/space");
        Assert.Equal(all.AsEnumerable().Reverse().SelectMany(m => m.Message.Attachments.Select((_, i) => (m.Id, i))), items);
        Assert.Equal(all.Count, stats.GetProperty("byKind").EnumerateArray().Sum(k => k.GetProperty("count").GetInt32()));
        Assert.Equal(all.Count(m => m.Message.SentAtMillis != 0), stats.GetProperty("byHour").EnumerateArray().Sum(h => h.GetInt32()));
        Assert.Equal(7, stats.GetProperty("byWeekday").GetArrayLength());
        Assert.Equal(all.SelectMany(m => m.Message.Attachments).Where(a => !a.Missing).Sum(a => a.LengthBytes ?? 0), space.GetProperty("byChat").EnumerateArray().Sum(c => c.GetProperty("bytes").GetInt64()));
    }

    [Fact]
    public async Task A_new_snapshot_is_told_and_shown()
    {
        using JourneyFolder folder = await GateTests.SavedAsync();
        await using RunningViewer viewer = await RunningViewer.OpenAsync(folder);
        using HttpResponseMessage live = await viewer.GetAsync("/api/live");
        using var reader = new StreamReader(await live.Content.ReadAsStreamAsync(JourneyFolder.Token));
        Assert.Equal("text/event-stream", live.Content.Headers.ContentType!.MediaType);
        folder.Build(b => b.Message(JourneyFolder.Ben, "K2", JourneyFolder.Noon + 1000, text: "and now this"));
        await folder.BackUpAsync();

        string? line;
        do
        {
            line = await reader.ReadLineAsync(JourneyFolder.Token);
        }
        while (line != "event: changed");

        Assert.Equal(2, (await viewer.JsonAsync(viewer.History + "/chats/0/messages")).GetProperty("total").GetInt32());
        Assert.Equal(1, (await viewer.JsonAsync(viewer.History + "/search?q=now")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Jobs_export_restore_and_migrate_with_progress_and_an_end()
    {
        using JourneyFolder folder = new JourneyFolder().WithSample(300);
        await folder.BackUpAsync();
        await using RunningViewer viewer = await RunningViewer.OpenAsync(folder);
        string Out(string name) => Path.Combine(folder.Root, "out", name);

        JsonElement exported = await viewer.DoAsync(JsonSerializer.Serialize(new { kind = "export", format = "jsonl", @out = Out("all.jsonl") }));
        JsonElement restored = await viewer.DoAsync(JsonSerializer.Serialize(new { kind = "restore", to = Out("restored") }));
        JsonElement migrated = await viewer.DoAsync(JsonSerializer.Serialize(new { kind = "migrate", to = "whatsapp-ios", @out = Out("iphone") }));

        Assert.Equal("done", exported.GetProperty("state").GetString());
        Assert.Equal(await folder.StreamAsync(HistoryOrigin.Archive) is { } lines ? lines.Count : 0, (await File.ReadAllLinesAsync(Out("all.jsonl"), JourneyFolder.Token)).Length);
        Assert.Equal("done", restored.GetProperty("state").GetString());
        Assert.True(File.Exists(Path.Combine(Out("restored"), "Databases", "msgstore.db")));
        Assert.True(migrated.GetProperty("state").GetString() == "done", migrated.GetRawText());
        Assert.True(migrated.GetProperty("result").GetProperty("messages").GetInt64() > 0);
    }

    [Theory]
    [InlineData("""{"kind":"export","format":"jsonl"}""")]
    [InlineData("""{"kind":"erase"}""")]
    [InlineData("""{"kind":"restore","to":"/tmp/x","snapshot":"archive"}""")]
    [InlineData("""{"kind":"migrate","to":"palm","out":"/tmp/x"}""")]
    [InlineData("""[1]""")]
    [InlineData("""{""")]
    [InlineData("null")]
    public async Task A_job_that_cannot_be_is_refused_at_once(string json)
    {
        using JourneyFolder folder = await GateTests.SavedAsync();
        await using RunningViewer viewer = await RunningViewer.OpenAsync(folder);

        using HttpResponseMessage answer = await viewer.SendAsync(HttpMethod.Post, "/api/jobs", json, ("X-Satchel", "1"), ("Origin", viewer.Origin));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("/api/h/none/chats", HttpStatusCode.NotFound)]
    [InlineData("/api/diff?a=latest", HttpStatusCode.BadRequest)]
    [InlineData("/api/diff?a=latest&b=/etc", HttpStatusCode.BadRequest)]
    [InlineData("/api/diff?a=latest&b=0123456789", HttpStatusCode.NotFound)]
    [InlineData("H/search?q=a&limit=x", HttpStatusCode.BadRequest)]
    [InlineData("H/search?q=a&kind=x", HttpStatusCode.BadRequest)]
    [InlineData("H/search?q=a&from=never", HttpStatusCode.BadRequest)]
    [InlineData("H/search?q=a&media=maybe", HttpStatusCode.BadRequest)]
    [InlineData("H/chats/0/find", HttpStatusCode.BadRequest)]
    [InlineData("H/chats/0/find?id=zz", HttpStatusCode.NotFound)]
    [InlineData("H/chats/1/days", HttpStatusCode.NotFound)]
    public async Task What_does_not_fit_is_said(string path, HttpStatusCode status)
    {
        using JourneyFolder folder = await GateTests.SavedAsync();
        await using RunningViewer viewer = await RunningViewer.OpenAsync(folder);

        using HttpResponseMessage answer = await viewer.GetAsync(path.Replace("H/", viewer.History + "/", StringComparison.Ordinal));

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains("\"detail\"", await answer.Content.ReadAsStringAsync(JourneyFolder.Token), StringComparison.Ordinal);
    }
}
