using System.Net;
using System.Net.Sockets;
using System.Text;
using Satchel.Tests.Journeys;

namespace Satchel.Viewer.Tests.Viewer;

/// <summary>Nobody but the person gets anything out of the viewer's server.</summary>
public sealed class GateTests
{
    [Fact]
    public async Task The_token_becomes_a_cookie_that_scripts_and_other_sites_do_not_get()
    {
        using var folder = await SavedAsync();
        await using RunningViewer viewer = await RunningViewer.OpenAsync(folder);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

        using HttpResponseMessage opened = await client.GetAsync(viewer.Url, JourneyFolder.Token);
        string cookie = Assert.Single(opened.Headers.GetValues("Set-Cookie"));
        using HttpResponseMessage without = await client.GetAsync(viewer.Origin + "/api/session", JourneyFolder.Token);
        using HttpResponseMessage wrong = await client.GetAsync(viewer.Origin + "/?token=" + new string('A', 43), JourneyFolder.Token);

        Assert.Equal(HttpStatusCode.SeeOther, opened.StatusCode);
        Assert.Equal("/", opened.Headers.Location!.ToString());
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(viewer.Url.Query[7..], cookie, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, without.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "127.0.0.1.evil.example")]
    [InlineData("Host", "127.0.0.1")]
    [InlineData("Host", "127.0.0.1:1")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "http://127.0.0.1:1")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task What_comes_from_elsewhere_is_refused_even_with_the_cookie(string header, string value)
    {
        using var folder = await SavedAsync();
        await using RunningViewer viewer = await RunningViewer.OpenAsync(folder);

        using HttpResponseMessage answer = await viewer.GetAsync("/api/session", (header, value));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData("POST", "/api/jobs")]
    [InlineData("DELETE", "/api/jobs/1")]
    [InlineData("OPTIONS", "/api/jobs")]
    [InlineData("PUT", "/index.html")]
    public async Task What_changes_something_needs_the_pages_own_header(string method, string path)
    {
        using var folder = await SavedAsync();
        await using RunningViewer viewer = await RunningViewer.OpenAsync(folder);

        using HttpResponseMessage answer = await viewer.SendAsync(new HttpMethod(method), path, "{}");

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("/../secret.txt")]
    [InlineData("/..%2fsecret.txt")]
    [InlineData("/assets/../../secret.txt")]
    [InlineData("/%2e%2e/secret.txt")]
    [InlineData("//secret.txt")]
    [InlineData("/assets/")]
    [InlineData("/assets")]
    [InlineData("/secret.txt")]
    public async Task No_address_leads_out_of_the_pages(string path)
    {
        using var folder = await SavedAsync();
        await using RunningViewer viewer = await RunningViewer.OpenAsync(folder);

        string answer = await RawAsync(viewer, path);

        Assert.StartsWith("HTTP/1.1 404", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("outside", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_answer_forbids_what_is_not_the_viewers_own()
    {
        using var folder = await SavedAsync();
        await using RunningViewer viewer = await RunningViewer.OpenAsync(folder);
        foreach (string path in (string[])["/", "/assets/index-1234.js", "/api/session", "/nowhere"])
        {
            using HttpResponseMessage answer = await viewer.GetAsync(path);

            string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
            Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe-inline", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("http:", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
            Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
            Assert.False(answer.Headers.Contains("Server"));
        }
    }

    internal static async Task<JourneyFolder> SavedAsync()
    {
        JourneyFolder folder = new();
        folder.Build(b => b.Message(JourneyFolder.Ben, "K1", JourneyFolder.Noon, text: "hello"));
        await folder.BackUpAsync();
        return folder;
    }

    // As no client library would send it.
    private static async Task<string> RawAsync(RunningViewer viewer, string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, viewer.Url.Port, JourneyFolder.Token);
        await using NetworkStream stream = client.GetStream();
        string cookie = viewer.Cookies.GetCookieHeader(viewer.Url);
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{viewer.Url.Port}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"), JourneyFolder.Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(JourneyFolder.Token);
    }
}
