using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace Satchel.Server.Tests;

/// <summary>Requests of the API as tests make them.</summary>
internal static class Requests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Task<HttpResponseMessage> MakeVaultAsync(this HttpClient client, string vault) => client.PutAsync(new Uri($"v1/vaults/{vault}", UriKind.Relative), null, Token);

    public static Task<HttpResponseMessage> PutBlobAsync(this HttpClient client, string vault, string name, byte[] content, byte[]? digest = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"v1/vaults/{vault}/blobs/{name}") { Content = new ByteArrayContent(content) };
        request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        request.Content.Headers.TryAddWithoutValidation("Content-Digest", $"sha-256=:{Convert.ToBase64String(digest ?? SHA256.HashData(content))}:");
        return client.SendAsync(request, Token);
    }

    public static Task<HttpResponseMessage> PutHeadAsync(this HttpClient client, string vault, string name, byte[]? expected, byte[] content)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"v1/vaults/{vault}/heads/{name}") { Content = new ByteArrayContent(content) };
        if (expected is null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        }
        else
        {
            request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(expected))}\""));
        }

        return client.SendAsync(request, Token);
    }

    public static Task<HttpResponseMessage> GetAsync(this HttpClient client, string path, long from, long to)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Range = new RangeHeaderValue(from, to);
        return client.SendAsync(request, Token);
    }

    /// <summary>Asserts the status and the code of a problem document.</summary>
    public static async Task IsProblemAsync(this Task<HttpResponseMessage> answering, HttpStatusCode status, string code)
    {
        using HttpResponseMessage answer = await answering;
        string body = await answer.Content.ReadAsStringAsync(Token);
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} {body}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        JsonElement document = JsonDocument.Parse(body).RootElement;
        Assert.Equal($"urn:satchel:problem:{code}", document.GetProperty("type").GetString());
        Assert.Equal((int)status, document.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(document.GetProperty("title").GetString()));
    }

    public static async Task IsAsync(this Task<HttpResponseMessage> answering, HttpStatusCode status)
    {
        using HttpResponseMessage answer = await answering;
        Assert.True(answer.StatusCode == status, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Token)}");
    }

    public static Task<JsonElement> GetJsonAsync(this HttpClient client, string path) => client.GetFromJsonAsync<JsonElement>(new Uri(path, UriKind.Relative), Token);
}
