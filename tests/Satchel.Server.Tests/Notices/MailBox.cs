using System.Diagnostics;
using System.Net.Mail;
using Microsoft.Extensions.Logging.Abstractions;
using Satchel.Server.Notices;

namespace Satchel.Server.Tests.Notices;

/// <summary>Debian's aiosmtpd as a process of its own, which keeps each letter as a file.</summary>
internal sealed class MailBox : IAsyncDisposable
{
    private const string Python = "/usr/bin/python3";
    private static readonly Lazy<bool> HasAiosmtpd = new(() => Runs(Python, "-c", "import aiosmtpd"));

    private readonly ChildProcess _process;

    private MailBox(ChildProcess process, string folder)
    {
        _process = process;
        Folder = folder;
    }

    public string Folder { get; }

    public int Port => int.Parse(_process.Said, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Starts one; the test is skipped where it is not installed.</summary>
    /// <param name="options">A certificate and its key, a user and a password: see the script.</param>
    public static async Task<MailBox> StartAsync(params string[] options)
    {
        Assert.SkipUnless(HasAiosmtpd.Value, "aiosmtpd is not installed (Debian: python3-aiosmtpd)");
        string folder = Directory.CreateTempSubdirectory("satchel-mail-").FullName;
        return new MailBox(await ChildProcess.StartAsync(Python, [Path.Combine(ChildProcess.Scripts, "smtp-double.py"), folder, .. options]), folder);
    }

    /// <summary>How a server is to send letters here.</summary>
    public MailSettings Settings(bool tls = false, string? user = null, string? password = null) =>
        new("127.0.0.1", Port, user, password, tls, new MailAddress("satchel@cloud.example.org", "Satchel"));

    /// <summary>Something that sends letters here.</summary>
    public SmtpSender Sender(MailSettings? settings = null) => new(settings ?? Settings(), NullLogger<SmtpSender>.Instance);

    /// <summary>The letters that came, in order.</summary>
    public IReadOnlyList<ReceivedLetter> Letters() => [.. Directory.EnumerateFiles(Folder, "*.eml").Order(StringComparer.Ordinal).Select(path => new ReceivedLetter(File.ReadAllText(path)))];

    /// <summary>From now on letters are answered with a status; null takes them again.</summary>
    public void Refuse(string? status)
    {
        string path = Path.Combine(Folder, "refuse");
        if (status is null)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllText(path, status);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private static bool Runs(string program, params string[] arguments)
    {
        if (!File.Exists(program))
        {
            return false;
        }

        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
