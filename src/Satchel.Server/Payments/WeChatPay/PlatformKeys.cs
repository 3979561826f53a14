using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace Satchel.Server.Payments.WeChatPay;

/// <summary>
/// The keys with which WeChat Pay signs. It replaces its certificates every few years, with both good for a while; so they are fetched
/// twice a day, and when one is named that is not known. A public key that the operator gave in their place stays.
/// </summary>
internal sealed class PlatformKeys(WeChatPaySettings settings, ProviderHttp http, TimeProvider time) : IDisposable
{
    private const string Path = "v3/certificates";

    private static readonly TimeSpan Fresh = TimeSpan.FromHours(12);

    // A stranger who names serial numbers at random makes us ask this often and no more.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _fetching = new(1, 1);
    private readonly FrozenDictionary<string, RSA> _given = settings.PlatformKeys.ToFrozenDictionary(entry => Normal(entry.Key), entry => entry.Value);
    private FrozenDictionary<string, RSA> _keys = settings.PlatformKeys.ToFrozenDictionary(entry => Normal(entry.Key), entry => entry.Value);
    private DateTimeOffset? _fetchedAt;

    /// <summary>The key of a serial number; null where the platform has none such.</summary>
    /// <exception cref="ProviderException">The platform is away, or is somebody else.</exception>
    public async Task<RSA?> FindAsync(string serial, CancellationToken cancellationToken)
    {
        string name = Normal(serial);
        bool isKnown = _keys.TryGetValue(name, out RSA? key);
        if (isKnown && (_given.ContainsKey(name) || Age() < Fresh))
        {
            return key;
        }

        await _fetching.WaitAsync(cancellationToken);
        try
        {
            if (Age() >= (isKnown ? Fresh : Pause))
            {
                await FetchAsync(cancellationToken);
            }
        }
        catch (ProviderException) when (isKnown)
        {
            // The one at hand is good until the platform can be asked.
        }
        finally
        {
            _fetching.Release();
        }

        return _keys.GetValueOrDefault(name);
    }

    public void Dispose() => _fetching.Dispose();

    // A number may be written with zeros in front, and in either case.
    private static string Normal(string serial) => serial.TrimStart('0').ToUpperInvariant();

    private TimeSpan Age() => _fetchedAt is { } at ? time.GetUtcNow() - at : TimeSpan.MaxValue;

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        ProviderReply reply = await http.SendAsync(() => WeChatPayApi.Request(settings, HttpMethod.Get, Path, "", time.GetUtcNow()), cancellationToken);
        if (reply.Status == StatusCodes.Status404NotFound)
        {
            _fetchedAt = time.GetUtcNow(); // a merchant that has a public key instead
            return;
        }

        if (!reply.IsSuccess)
        {
            throw new ProviderException(WeChatPayApi.Name, mayPass: reply.Status is 429 or >= 500, $"certificates: status {reply.Status}");
        }

        var fetched = new Dictionary<string, RSA>(_given);
        foreach (JsonElement entry in reply.Json().Items("data"))
        {
            Add(fetched, entry);
        }

        // That they open with the APIv3 key shows whose they are; the signature, by one of them, that none was left out.
        if (WeChatPaySigned.Of(reply.Header) is not { } signed
            || !fetched.TryGetValue(Normal(signed.Serial), out RSA? key)
            || !WeChatPaySignature.Verify(key, signed, reply.Body, time.GetUtcNow()))
        {
            throw new ProviderException(WeChatPayApi.Name, mayPass: false, "certificates: not signed by the platform");
        }

        _keys = fetched.ToFrozenDictionary();
        _fetchedAt = time.GetUtcNow();
    }

    private void Add(Dictionary<string, RSA> keys, JsonElement entry)
    {
        if (entry.Member("encrypt_certificate") is not { } content
            || WeChatPayResource.TryDecrypt(content, settings.Merchant.ApiV3KeyToBytes()) is not { } pem
            || entry.Text("serial_no") is not { } serial
            || (DateTimeOffset.TryParse(entry.Text("expire_time"), CultureInfo.InvariantCulture, out DateTimeOffset expires) && expires <= time.GetUtcNow()))
        {
            return;
        }

        try
        {
            using X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem);
            if (certificate.GetRSAPublicKey() is { } key && Normal(certificate.SerialNumber) == Normal(serial))
            {
                keys[Normal(serial)] = key;
            }
        }
        catch (CryptographicException)
        {
            // Not a certificate; whatever names it will not be believed.
        }
    }
}
