using System.Globalization;
using System.Net.Mail;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Satchel.Server.Administration;
using Satchel.Server.Notices;
using Satchel.Server.Payments.Stripe;
using Satchel.Server.Payments.WeChatPay;

namespace Satchel.Server.Hosting;

/// <summary>
/// Reads what services of others there are, from a file for the server's user alone and from the environment, which counts for more.
/// Half a section stops the start: somebody would otherwise find out from a customer.
/// </summary>
internal sealed class ServiceSettingsReader(string? path, Func<string, string?> variable)
{
    private const int MaxFileBytes = 64 * 1024;
    private const int DefaultMailPort = 587;
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private string _place = "";

    /// <summary>Reads them.</summary>
    /// <exception cref="AdministrationException">Something is missing or wrong; the sentence says what.</exception>
    public ServiceSettings Read()
    {
        ServiceFile file = path is null ? new ServiceFile() : ReadFile(path);
        return new ServiceSettings(Stripe(file.Stripe), WeChatPay(file.Wechatpay), Mail(file.Mail));
    }

    private static ServiceFile ReadFile(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new AdministrationException($"--payments: there is no file {path}");
        }

        if ((file.UnixFileMode & Others) != 0)
        {
            throw new AdministrationException($"{path} holds secrets and others may read it: chmod 600 {path}");
        }

        if (file.Length > MaxFileBytes)
        {
            throw new AdministrationException($"{path} is longer than the {MaxFileBytes} bytes that are read");
        }

        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ServiceFileJson.Default.ServiceFile) ?? throw new AdministrationException($"{path} is empty");
        }
        catch (JsonException error)
        {
            // The message has the place, and the name of what is not known; it never has a value.
            throw new AdministrationException(string.Create(CultureInfo.InvariantCulture, $"{path}, line {error.LineNumber + 1}: {Reason(error)}"));
        }
    }

    private static string Reason(JsonException error) => error.Path is { Length: > 1 } place ? $"{place[2..]} is not known, or not of the kind that is wanted" : "this is not JSON";

    private StripeSettings? Stripe(ServiceFile.StripeSection? section)
    {
        _place = "stripe";
        string? key = Value("SATCHEL_STRIPE_SECRET_KEY", section?.SecretKey);
        string? secret = Value("SATCHEL_STRIPE_WEBHOOK_SECRET", section?.WebhookSecret);
        string? previous = Value("SATCHEL_STRIPE_PREVIOUS_WEBHOOK_SECRET", section?.PreviousWebhookSecret);
        return key is null && secret is null && section is null
            ? null
            : new StripeSettings(
                Needed(key, "secretKey"),
                previous is null ? [Needed(secret, "webhookSecret")] : [Needed(secret, "webhookSecret"), previous],
                Address(Value("SATCHEL_STRIPE_API", section?.ApiBase), StripeSettings.Address));
    }

    private WeChatPaySettings? WeChatPay(ServiceFile.WeChatPaySection? section)
    {
        _place = "wechatpay";
        string? id = Value("SATCHEL_WECHATPAY_MCHID", section?.Mchid);
        if (id is null && section is null)
        {
            return null;
        }

        string apiV3Key = Needed(Value("SATCHEL_WECHATPAY_API_V3_KEY", section?.ApiV3Key), "apiV3Key");
        if (Encoding.UTF8.GetByteCount(apiV3Key) != WeChatPayMerchant.ApiV3KeyBytes)
        {
            throw Wrong("apiV3Key", $"has {WeChatPayMerchant.ApiV3KeyBytes} letters");
        }

        var merchant = new WeChatPayMerchant(
            Needed(id, "mchid"),
            Needed(Value("SATCHEL_WECHATPAY_APPID", section?.Appid), "appid"),
            Needed(Value("SATCHEL_WECHATPAY_CERTIFICATE_SERIAL", section?.CertificateSerial), "certificateSerial"),
            Key(Needed(Value("SATCHEL_WECHATPAY_PRIVATE_KEY_FILE", section?.PrivateKeyFile), "privateKeyFile"), "privateKeyFile"),
            apiV3Key);
        return new WeChatPaySettings(merchant, PlatformKeys(section), Address(Value("SATCHEL_WECHATPAY_API", section?.ApiBase), WeChatPaySettings.Address));
    }

    private Dictionary<string, RSA> PlatformKeys(ServiceFile.WeChatPaySection? section)
    {
        var keys = new Dictionary<string, RSA>(StringComparer.OrdinalIgnoreCase);
        foreach (string certificate in section?.PlatformCertificates ?? [])
        {
            using X509Certificate2 read = Load(certificate, "platformCertificates", text => X509Certificate2.CreateFromPem(text));
            keys.Add(read.SerialNumber, read.GetRSAPublicKey() ?? throw Wrong("platformCertificates", "holds no key of RSA"));
        }

        if (Value("SATCHEL_WECHATPAY_PUBLIC_KEY_ID", section?.PlatformPublicKeyId) is { } publicKey)
        {
            keys.Add(publicKey, Key(Needed(Value("SATCHEL_WECHATPAY_PUBLIC_KEY_FILE", section?.PlatformPublicKeyFile), "platformPublicKeyFile"), "platformPublicKeyFile"));
        }

        return keys;
    }

    private MailSettings? Mail(ServiceFile.MailSection? section)
    {
        _place = "mail";
        string? host = Value("SATCHEL_MAIL_HOST", section?.Host);
        if (host is null && section is null)
        {
            return null;
        }

        string port = Value("SATCHEL_MAIL_PORT", section?.Port?.ToString(CultureInfo.InvariantCulture)) ?? DefaultMailPort.ToString(CultureInfo.InvariantCulture);
        string? tls = Value("SATCHEL_MAIL_TLS", section?.Tls switch { true => "true", false => "false", null => null });
        string from = Needed(Value("SATCHEL_MAIL_FROM", section?.From), "from");
        return new MailSettings(
            Needed(host, "host"),
            ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number) && number > 0 ? number : throw Wrong("port", "is a number from 1 to 65535"),
            Value("SATCHEL_MAIL_USER", section?.User),
            Value("SATCHEL_MAIL_PASSWORD", section?.Password),
            tls is null or "true" || (tls == "false" ? false : throw Wrong("tls", "is true or false")),
            MailAddress.TryCreate(from, out MailAddress? sender) ? sender : throw Wrong("from", "is an address, such as \"Satchel <satchel@example.org>\""));
    }

    private RSA Key(string file, string member) => Load(file, member, text =>
    {
        var key = RSA.Create();
        key.ImportFromPem(text);
        return key;
    });

    private T Load<T>(string file, string member, Func<string, T> load)
    {
        try
        {
            return load(File.ReadAllText(Path.Combine(Path.GetDirectoryName(path) ?? "", file)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw Wrong(member, $"names {file}, which is no file in PEM that can be read");
        }
    }

    private Uri Address(string? text, Uri usual) => text is null ? usual
        : Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) ? address
        : throw Wrong("apiBase", "is an address with https");

    private string? Value(string name, string? inFile) => variable(name) is { Length: > 0 } given ? given : string.IsNullOrEmpty(inFile) ? null : inFile;

    private string Needed(string? value, string member) => value ?? throw Wrong(member, "is missing");

    private AdministrationException Wrong(string member, string what) => new($"{path ?? "the environment"}: {_place}.{member} {what}");
}
