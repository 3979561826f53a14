using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Satchel.Server.Notices;

namespace Satchel.Server.Tests.Notices;

public sealed class SmtpSenderTests
{
    private static readonly MailMessageDraft Draft = new("ana@example.org", "n7", "zh-CN", "您的账户已开通，欢迎使用我们的服务，请把恢复码抄在纸上保管", "你好\n", "<p>你好</p>");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_letter_arrives_with_text_and_HTML_in_any_language()
    {
        await using MailBox box = await MailBox.StartAsync();
        using SmtpSender sender = box.Sender();

        Assert.Equal(MailOutcome.Sent, await sender.SendAsync(Draft, Token));

        ReceivedLetter letter = Assert.Single(box.Letters());
        Assert.Equal("satchel@cloud.example.org ana@example.org tls=False", letter.Envelope);
        Assert.Equal(Draft.Subject, letter.Subject);
        Assert.Equal("你好\n", letter.Text.ReplaceLineEndings("\n"));
        Assert.Equal("<p>你好</p>", letter.Html);
        Assert.Equal("<n7@cloud.example.org>", letter.MessageId);
        Assert.Equal("auto-generated", letter.Header("Auto-Submitted"));
    }

    [Theory]
    [InlineData("451 later", MailOutcome.TryAgain)]
    [InlineData("550 no such mailbox", MailOutcome.TryAgain)] // said of the content, not of the address: the operator's affair
    public async Task A_letter_that_is_not_taken_is_tried_again(string status, object outcome)
    {
        await using MailBox box = await MailBox.StartAsync();
        box.Refuse(status);
        using (SmtpSender sender = box.Sender())
        {
            Assert.Equal((MailOutcome)outcome, await sender.SendAsync(Draft, Token));
        }

        box.Refuse(null);
        using SmtpSender again = box.Sender();
        Assert.Equal(MailOutcome.Sent, await again.SendAsync(Draft, Token));
        Assert.Single(box.Letters());
    }

    [Fact]
    public async Task A_mail_server_that_wants_to_know_who_asks_is_told()
    {
        await using MailBox box = await MailBox.StartAsync("-", "-", "satchel", "secret");
        using (SmtpSender sender = box.Sender(box.Settings(user: "satchel", password: "wrong")))
        {
            Assert.Equal(MailOutcome.TryAgain, await sender.SendAsync(Draft, Token));
        }

        using SmtpSender known = box.Sender(box.Settings(user: "satchel", password: "secret"));
        Assert.Equal(MailOutcome.Sent, await known.SendAsync(Draft, Token));

        Assert.Single(box.Letters());
    }

    [Fact]
    public async Task A_mail_server_that_is_away_is_tried_again()
    {
        MailSettings settings;
        await using (MailBox box = await MailBox.StartAsync())
        {
            settings = box.Settings();
        }

        using SmtpSender sender = new(settings, Microsoft.Extensions.Logging.Abstractions.NullLogger<SmtpSender>.Instance);

        Assert.Equal(MailOutcome.TryAgain, await sender.SendAsync(Draft, Token));
    }

    [Fact]
    public async Task Nothing_is_said_to_a_server_whose_certificate_is_not_known()
    {
        string folder = Directory.CreateTempSubdirectory("satchel-mail-").FullName;
        using (RSA key = RSA.Create(2048))
        using (X509Certificate2 certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2050, 1, 1, 0, 0, 0, TimeSpan.Zero)))
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "c.pem"), certificate.ExportCertificatePem(), Token);
            await File.WriteAllTextAsync(Path.Combine(folder, "k.pem"), key.ExportPkcs8PrivateKeyPem(), Token);
        }

        await using MailBox box = await MailBox.StartAsync(Path.Combine(folder, "c.pem"), Path.Combine(folder, "k.pem"));
        using SmtpSender sender = box.Sender(box.Settings(tls: true, "satchel", "secret"));

        Assert.Equal(MailOutcome.TryAgain, await sender.SendAsync(Draft, Token));

        Assert.Empty(box.Letters());
        Directory.Delete(folder, recursive: true);
    }
}
