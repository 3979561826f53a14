using System.Collections.Concurrent;
using System.Net;

namespace Satchel.Cloud.Tests;

/// <summary>Stands before a real server and lies for it: says that blobs are gone, or gives one for another.</summary>
internal sealed class LyingProxy : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _client;
    private readonly Task _serving;

    public LyingProxy(Uri server)
    {
        Url = new Uri($"http://127.0.0.1:{ServerProcess.FreePort()}/");
        _client = new HttpClient { BaseAddress = server };
        _listener.Prefixes.Add(Url.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Addresses of all blobs that were put, in their order.</summary>
    public ConcurrentQueue<string> Put { get; } = [];

    /// <summary>What it says is not there.</summary>
    public ConcurrentDictionary<string, bool> Dropped { get; } = [];

    /// <summary>What it gives in the place of what.</summary>
    public ConcurrentDictionary<string, string> Swapped { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
        _client.Dispose();
    }

    private async Task ServeAsync()
    {
        var answers = new List<Task>();
        while (true)
        {
            try
            {
                answers.Add(AnswerAsync(await _listener.GetContextAsync()));
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                await Task.WhenAll(answers);
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        string path = context.Request.Url!.AbsolutePath;
        using HttpListenerResponse answer = context.Response;
        if (Dropped.ContainsKey(path))
        {
            answer.StatusCode = 404;
            answer.ContentType = "application/problem+json";
            if (context.Request.HttpMethod != "HEAD")
            {
                await answer.OutputStream.WriteAsync("""{"type":"urn:satchel:problem:blob-not-found","title":"There is no such blob","status":404}"""u8.ToArray());
            }

            return;
        }

        string asked = Swapped.GetValueOrDefault(path, path) + context.Request.Url.Query;
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.HttpMethod), asked);
        if (context.Request.HasEntityBody)
        {
            request.Content = new StreamContent(context.Request.InputStream);
            request.Content.Headers.ContentLength = context.Request.ContentLength64;
        }

        foreach (string name in context.Request.Headers.AllKeys.OfType<string>().Where(name => name is not ("Content-Length" or "Connection" or "Expect")))
        {
            if (!request.Headers.TryAddWithoutValidation(name, context.Request.Headers[name]))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, context.Request.Headers[name]);
            }
        }

        using HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (request.Method == HttpMethod.Put && response.StatusCode == HttpStatusCode.Created)
        {
            Put.Enqueue(path);
        }

        answer.StatusCode = (int)response.StatusCode;
        foreach ((string name, IEnumerable<string> values) in response.Headers.Concat(response.Content.Headers).Where(header => header.Key is not ("Content-Length" or "Transfer-Encoding" or "Connection")))
        {
            answer.Headers[name] = string.Join(", ", values);
        }

        if (response.Content.Headers.ContentLength is { } length)
        {
            answer.ContentLength64 = length;
        }

        if (request.Method != HttpMethod.Head && response.StatusCode != HttpStatusCode.NoContent)
        {
            await response.Content.CopyToAsync(answer.OutputStream);
        }
    }
}
