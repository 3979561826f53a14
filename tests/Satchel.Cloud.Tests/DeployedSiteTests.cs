using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Satchel.TestKit.Servers;

namespace Satchel.Cloud.Tests;

/// <summary>The site that operators put before their server, with TLS and HTTP/2, as it lies in deploy/.</summary>
public sealed class DeployedSiteTests
{
    [Fact]
    public async Task A_history_goes_through_the_site_over_TLS_and_comes_back()
    {
        Assert.SkipWhen(NginxServer.MissingBecause is not null, NginxServer.MissingBecause ?? "");
        using var device = new Device();
        (string certificate, string key) = MakeCertificate(device);
        int port = ServerProcess.FreePort();
        await using ServerProcess server = await ServerProcess.StartAsync(null, "--behind-proxy", "--host", $"localhost:{port}");
        await using NginxServer site = await NginxServer.StartSiteAsync(port, certificate, key, server.Url);
        device.Set("SSL_CERT_FILE", certificate);
        await device.SignUpAsync(site.Url);
        string phone = await device.NewPhoneAsync(messages: 500, mediaMiB: 40);

        (await device.RunAsync("backup", phone)).Expect(0);
        (await device.RunAsync("restore", "--to", device.At("restored"))).Expect(0);

        await FolderComparison.RequireEqualAsync(Path.Combine(phone, "WhatsApp"), device.At("restored"));
        Assert.Contains(site.Requests, line => line.StartsWith("PUT /v1/vaults/family/blobs/packs/", StringComparison.Ordinal) && line.Contains(" 201 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_site_and_a_server_with_a_certificate_of_its_own_speak_HTTP_2(bool behindSite)
    {
        Assert.SkipWhen(NginxServer.MissingBecause is not null, NginxServer.MissingBecause ?? "");
        using var device = new Device();
        (string certificate, string key) = MakeCertificate(device);
        int port = ServerProcess.FreePort();
        await using ServerProcess server = behindSite
            ? await ServerProcess.StartAsync(null, "--behind-proxy", "--host", $"localhost:{port}")
            : await ServerProcess.StartAsync(certificate, key);
        await using NginxServer? site = behindSite ? await NginxServer.StartSiteAsync(port, certificate, key, server.Url) : null;
        using var trusted = X509Certificate2.CreateFromPem(await File.ReadAllTextAsync(certificate, TestContext.Current.CancellationToken));
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown?.Thumbprint == trusted.Thumbprint };
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(site?.Url ?? server.Url, "/v1/time")) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using HttpResponseMessage answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(HttpVersion.Version20, answer.Version);
        using HttpResponseMessage metrics = await client.GetAsync(new Uri(site?.Url ?? server.Url, "/metrics"), TestContext.Current.CancellationToken);
        Assert.Equal(behindSite ? HttpStatusCode.NotFound : HttpStatusCode.OK, metrics.StatusCode);
    }

    [Fact]
    public async Task Somebody_else_s_certificate_is_refused_and_named()
    {
        Assert.SkipWhen(NginxServer.MissingBecause is not null, NginxServer.MissingBecause ?? "");
        using var device = new Device();
        (string certificate, string key) = MakeCertificate(device);
        int port = ServerProcess.FreePort();
        await using ServerProcess server = await ServerProcess.StartAsync(null, "--behind-proxy", "--host", $"localhost:{port}");
        await using NginxServer site = await NginxServer.StartSiteAsync(port, certificate, key, server.Url);

        device.Set("SATCHEL_PASSPHRASE_FILE", device.PassphraseFile);
        CommandResult refused = await device.RunAsync("signup", site.Url.ToString(), "--email", device.Email);

        refused.Expect(1);
        Assert.Contains("certificate", refused.Errors, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", refused.Errors, StringComparison.Ordinal);
    }

    // One that is its own authority, for the name that the device uses.
    private static (string Certificate, string Key) MakeCertificate(Device device)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(50), DateTimeOffset.UnixEpoch.AddYears(130));
        return (device.File("site.pem", certificate.ExportCertificatePem()), device.File("site.key", key.ExportPkcs8PrivateKeyPem()));
    }
}
