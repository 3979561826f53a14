using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Satchel.Server.Payments.WeChatPay;

/// <summary>Requests to WeChat Pay: each is signed by the merchant, and of each answer the platform's signature is checked.</summary>
internal sealed class WeChatPayApi(WeChatPaySettings settings, ProviderHttp http, PlatformKeys keys, TimeProvider time)
{
    /// <summary>What messages call it.</summary>
    public const string Name = "wechatpay";

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Reads something; null where it is not there.</summary>
    /// <exception cref="ProviderException">WeChat Pay is away, refuses, or is somebody else.</exception>
    public async Task<JsonElement?> FindAsync(string pathAndQuery, CancellationToken cancellationToken)
    {
        ProviderReply reply = await SendAsync(HttpMethod.Get, pathAndQuery, "", cancellationToken);
        return reply.Status == StatusCodes.Status404NotFound ? null : await ReadAsync(reply, cancellationToken);
    }

    /// <summary>Asks for something to be done.</summary>
    /// <returns>The answer; null where it has no content.</returns>
    /// <exception cref="ProviderException">WeChat Pay is away, refuses, or is somebody else.</exception>
    public async Task<JsonElement?> PostAsync(string path, JsonObject body, CancellationToken cancellationToken) =>
        await ReadAsync(await SendAsync(HttpMethod.Post, path, body.ToJsonString(), cancellationToken), cancellationToken);

    /// <summary>A signed request.</summary>
    internal static HttpRequestMessage Request(WeChatPaySettings settings, HttpMethod method, string pathAndQuery, string body, DateTimeOffset now)
    {
        string nonce = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        var request = new HttpRequestMessage(method, new Uri(settings.ApiBase, pathAndQuery));
        request.Headers.TryAddWithoutValidation("Authorization", WeChatPaySignature.Authorize(settings.Merchant, method.Method, request.RequestUri!.PathAndQuery, body, now, nonce));
        request.Headers.Accept.ParseAdd("application/json");
        request.Headers.UserAgent.ParseAdd("satchel-server"); // asked for: requests without one are refused
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = Json } };
        }

        return request;
    }

    private Task<ProviderReply> SendAsync(HttpMethod method, string pathAndQuery, string body, CancellationToken cancellationToken) =>
        http.SendAsync(() => Request(settings, method, pathAndQuery, body, time.GetUtcNow()), cancellationToken);

    private async Task<JsonElement?> ReadAsync(ProviderReply reply, CancellationToken cancellationToken)
    {
        if (!reply.IsSuccess)
        {
            // The code is from a list of WeChat Pay's; the message may quote what was sent, and is left out.
            throw new ProviderException(Name, mayPass: reply.Status is 429 or >= 500, $"status {reply.Status} {reply.Json().Text("code")}".TrimEnd());
        }

        if (WeChatPaySigned.Of(reply.Header) is not { } signed
            || await keys.FindAsync(signed.Serial, cancellationToken) is not { } key
            || !WeChatPaySignature.Verify(key, signed, reply.Body, time.GetUtcNow()))
        {
            throw new ProviderException(Name, mayPass: false, "an answer was not signed by the platform");
        }

        return reply.Body.Length == 0 ? null : reply.Json();
    }
}
