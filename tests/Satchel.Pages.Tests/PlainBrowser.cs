using System.Net;
using System.Text.RegularExpressions;
using Satchel.Server.Tests;

namespace Satchel.Pages.Tests;

/// <summary>A browser of nothing but HTTP and cookies, for what a real one would not let a test do.</summary>
internal sealed partial class PlainBrowser : IDisposable
{
    private readonly HttpClient _client;

    public PlainBrowser(TestServer server)
    {
        var handler = new SocketsHttpHandler { CookieContainer = Cookies, AllowAutoRedirect = false };
        _client = new HttpClient(handler) { BaseAddress = server.Url };
        Url = server.Url;
    }

    public CookieContainer Cookies { get; } = new();

    public Uri Url { get; }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(new Uri(path, UriKind.Relative), Cancel);

    public async Task<string> ReadAsync(string path)
    {
        using HttpResponseMessage answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    /// <summary>Sends a form, with what the page at <paramref name="from"/> gave it against other sites.</summary>
    public async Task<HttpResponseMessage> PostAsync(string from, string path, params (string Name, string Value)[] fields)
    {
        Match token = FormToken().Match(await ReadAsync(from));
        return await PostPlainAsync(path, [.. fields, ("form", token.Groups[1].Value)]);
    }

    /// <summary>Sends a form as another site would make somebody send it.</summary>
    public async Task<HttpResponseMessage> PostPlainAsync(string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await _client.PostAsync(new Uri(path, UriKind.Relative), content, Cancel);
    }

    /// <summary>Comes in by a link.</summary>
    public async Task SignInAsync(string link)
    {
        using HttpResponseMessage answer = await PostAsync(link, link);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("name=\"form\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}
