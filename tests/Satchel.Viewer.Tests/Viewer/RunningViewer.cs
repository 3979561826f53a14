using System.Net;
using System.Text;
using System.Text.Json;
using Satchel.Archive;
using Satchel.Cli;
using Satchel.Cli.Viewer;
using Satchel.Tests.Journeys;
using Satchel.Vaults;

namespace Satchel.Viewer.Tests.Viewer;

/// <summary>The viewer's server in this process, and a browser's part of the talk with it.</summary>
internal sealed class RunningViewer : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _opened = [];
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false };
    private readonly Terminal _terminal;

    private RunningViewer()
    {
        _terminal = new Terminal(new MemoryStream(), new MemoryStream());
        Client = new HttpClient(_handler);
    }

    public HttpClient Client { get; }

    public CookieContainer Cookies => _handler.CookieContainer;

    public Uri Url { get; private set; } = new("http://127.0.0.1/");

    public string Origin => Url.GetLeftPart(UriPartial.Authority);

    /// <summary>The addresses of the only history.</summary>
    public string History { get; private set; } = "";

    /// <summary>Opens the viewer on the archive of a vault, and its page.</summary>
    public static async Task<RunningViewer> OpenAsync(JourneyFolder folder, HistoryOrigin? origin = null)
    {
        RunningViewer running = new();
        CancellationToken token = JourneyFolder.Token;
        origin ??= HistoryOrigin.Archive;
        var session = new Session(running._terminal, new Dictionary<string, string> { ["SATCHEL_HOME"] = Path.Combine(folder.Root, "home") }, folder.Vault.Time);
        HistoryViewOptions options = new() { CacheFolder = folder.CacheOf("viewer"), HashContents = false };
        Vault? vault = origin.Kind == HistoryOriginKind.Path ? null : running.Keep(await folder.Vault.OpenAsync("viewer"));
        var source = new ViewerSource("archive", vault, origin, HistoryFilter.Everything, options);
        IReadOnlyList<HistoryView> views = await source.OpenAsync(token);
        foreach (HistoryView view in views)
        {
            running.Keep(view);
        }

        string pages = Directory.CreateDirectory(Path.Combine(folder.Root, "pages", "assets")).Parent!.FullName;
        await File.WriteAllTextAsync(Path.Combine(pages, "index.html"), "<!doctype html><title>viewer</title>", token);
        await File.WriteAllTextAsync(Path.Combine(pages, "assets", "index-1234.js"), "export {}", token);
        await File.WriteAllTextAsync(Path.Combine(folder.Root, "secret.txt"), "outside", token);
        ViewerHistories histories = running.Keep(await ViewerHistories.OpenAsync(source, views, null, token));
        JobsApi jobs = running.Keep(new JobsApi(new JobWork(histories, session)));
        ViewerServer server = running.Keep(await ViewerServer.StartAsync(0, new ViewerRoutes(new ViewerPages(pages), histories, new SnapshotsApi(source), jobs), token));
        running.Url = new Uri(server.Url);
        (await running.Client.GetAsync(running.Url, token)).Dispose();
        JsonElement told = await running.JsonAsync("/api/session");
        running.History = "/api/h/" + told.GetProperty("histories")[0].GetProperty("h").GetString();
        return running;
    }

    public async Task<JsonElement> JsonAsync(string path)
    {
        using HttpResponseMessage answer = await GetAsync(path);
        string text = await answer.Content.ReadAsStringAsync(JourneyFolder.Token);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, Origin + path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        foreach ((string name, string value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, JourneyFolder.Token);
    }

    /// <summary>Starts a job and waits for its end.</summary>
    public async Task<JsonElement> DoAsync(string json)
    {
        using HttpResponseMessage answer = await SendAsync(HttpMethod.Post, "/api/jobs", json, ("X-Satchel", "1"), ("Origin", Origin));
        string text = await answer.Content.ReadAsStringAsync(JourneyFolder.Token);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, text);
        string id = JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!;
        while (true)
        {
            JsonElement state = await JsonAsync("/api/jobs/" + id);
            if (state.GetProperty("state").GetString() != "running")
            {
                return state;
            }

            await Task.Delay(20, JourneyFolder.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable opened in Enumerable.Reverse(_opened))
        {
            await opened.DisposeAsync();
        }

        Client.Dispose();
        _handler.Dispose();
        _terminal.Dispose();
    }

    private T Keep<T>(T opened)
        where T : IAsyncDisposable
    {
        _opened.Add(opened);
        return opened;
    }
}
