using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Satchel.Load;

/// <summary>Requests for blobs: to a Satchel cloud as an account, or to a plain web server that takes and gives files.</summary>
internal sealed class BlobRequests(HttpClient client, string folder, AuthenticationHeaderValue? token)
{
    /// <summary>Puts one.</summary>
    public async Task PutAsync(string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, folder + name) { Headers = { Authorization = token }, Content = new ReadOnlyMemoryContent(content) };
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", "*");
            request.Headers.TryAddWithoutValidation("Content-Digest", $"sha-256=:{Convert.ToBase64String(SHA256.HashData(content.Span))}:");
        }

        using HttpResponseMessage response = await client.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Reads one through.</summary>
    public async Task GetAsync(string name, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, folder + name) { Headers = { Authorization = token } };
        using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await response.Content.CopyToAsync(Stream.Null, cancellationToken);
    }
}
