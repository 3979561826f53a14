using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Satchel.Server.Payments;

/// <summary>What a provider answered, read to its end and within bounds.</summary>
/// <param name="Provider">Who answered.</param>
/// <param name="Status">The status.</param>
/// <param name="Headers">The headers, of which some hold a signature.</param>
/// <param name="Body">The body as it came: signatures are over its bytes.</param>
internal sealed record ProviderReply(string Provider, int Status, HttpResponseHeaders Headers, byte[] Body)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The body as JSON.</summary>
    /// <exception cref="ProviderException">It is none.</exception>
    public JsonElement Json()
    {
        try
        {
            return JsonElement.Parse(Encoding.UTF8.GetString(Body));
        }
        catch (JsonException error)
        {
            throw new ProviderException(Provider, mayPass: true, $"the answer with status {Status} is not JSON", error);
        }
    }

    /// <summary>The first value of a header; null where there is none.</summary>
    public string? Header(string name) => Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
}
