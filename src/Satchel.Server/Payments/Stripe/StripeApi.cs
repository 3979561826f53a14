using System.Net.Http.Headers;
using System.Text.Json;

namespace Satchel.Server.Payments.Stripe;

/// <summary>Requests to Stripe: forms out, JSON in, each change under a key by which Stripe knows a repeated one.</summary>
internal sealed class StripeApi(StripeSettings settings, ProviderHttp http)
{
    /// <summary>The version whose objects this code was written for; the account's own may be another.</summary>
    public const string Version = "2026-10-28.endive";

    /// <summary>What messages call it.</summary>
    public const string Name = "stripe";

    /// <summary>Reads an object; null where there is none.</summary>
    /// <exception cref="ProviderException">Stripe is away or refuses.</exception>
    public async Task<JsonElement?> FindAsync(string path, CancellationToken cancellationToken)
    {
        ProviderReply reply = await http.SendAsync(() => Request(HttpMethod.Get, path), cancellationToken);
        return reply.Status == StatusCodes.Status404NotFound ? null : Read(reply);
    }

    /// <summary>Makes or changes an object.</summary>
    /// <exception cref="ProviderException">Stripe is away or refuses.</exception>
    public async Task<JsonElement> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> form, string idempotencyKey, CancellationToken cancellationToken)
    {
        List<KeyValuePair<string, string>> fields = [.. form];
        return Read(await http.SendAsync(
            () =>
            {
                HttpRequestMessage request = Request(HttpMethod.Post, path);
                request.Headers.Add("Idempotency-Key", idempotencyKey);
                request.Content = new FormUrlEncodedContent(fields);
                return request;
            },
            cancellationToken));
    }

    /// <summary>Ends a subscription at once; one that has ended already is as good.</summary>
    /// <exception cref="ProviderException">Stripe is away or refuses.</exception>
    public async Task CancelSubscriptionAsync(string subscription, CancellationToken cancellationToken)
    {
        ProviderReply reply = await http.SendAsync(() => Request(HttpMethod.Delete, $"v1/subscriptions/{Uri.EscapeDataString(subscription)}"), cancellationToken);
        if (reply.Status != StatusCodes.Status404NotFound)
        {
            Read(reply);
        }
    }

    private static JsonElement Read(ProviderReply reply)
    {
        JsonElement body = reply.Json();
        if (reply.IsSuccess)
        {
            return body;
        }

        // Type and code are from a list of Stripe's; the message may quote what somebody typed, and is left out.
        JsonElement? error = body.Member("error");
        throw new ProviderException(Name, mayPass: reply.Status is 409 or 429 or >= 500, $"status {reply.Status} {error?.Text("type")} {error?.Text("code")}".TrimEnd());
    }

    private HttpRequestMessage Request(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, new Uri(settings.ApiBase, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.SecretKey);
        request.Headers.Add("Stripe-Version", Version);
        return request;
    }
}
