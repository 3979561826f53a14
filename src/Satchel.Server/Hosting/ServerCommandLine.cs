using System.CommandLine;
using System.Data.Common;
using System.Net;
using Microsoft.AspNetCore.Connections;
using OpenTelemetry.Metrics;
using Satchel.Server.Administration;
using Satchel.Server.Operations;
using Satchel.Storage;

namespace Satchel.Server.Hosting;

/// <summary>From the arguments of the process to its exit code: the server itself, and what its operator does with it.</summary>
internal static class ServerCommandLine
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int BadUsage = 2;
    private const int LeastThreads = 64;

    private static readonly Option<DirectoryInfo> Data = new("--data") { Description = "the folder of the server's files", HelpName = "DIR", Required = true, Recursive = true };
    private static readonly Option<string?> Database = new("--database") { Description = "PostgreSQL instead of a SQLite file in the folder", HelpName = "\"Host=…\"", Recursive = true };
    private static readonly Option<string?> Blobs = new("--blobs") { Description = "an object store instead of files in the folder", HelpName = "s3://BUCKET/PREFIX", Recursive = true };
    private static readonly Option<FileInfo?> PlansFile = new("--plans") { Description = "the plans (default: plans.json in the folder, else those built in)", HelpName = "FILE", Recursive = true };
    private static readonly Option<FileInfo?> PaymentsFile = new("--payments") { Description = "how money is taken and mail is sent, with the secrets for it (mode 0600)", HelpName = "FILE", Recursive = true };
    private static readonly Option<string?> Url = new("--url") { Description = "the address people reach the server by, for links", HelpName = "https://…", Recursive = true };
    private static readonly Option<string> Listen = new("--listen") { Description = "where to listen", HelpName = "HOST:PORT", DefaultValueFactory = _ => "127.0.0.1:8470" };
    private static readonly Option<FileInfo?> Certificate = new("--certificate") { Description = "a certificate and its chain in PEM, to speak TLS and HTTP/2 without a proxy", HelpName = "FILE" };
    private static readonly Option<FileInfo?> CertificateKey = new("--certificate-key") { Description = "the certificate's key in PEM", HelpName = "FILE" };
    private static readonly Option<string[]> Hosts = new("--host") { Description = "a name the server is reached by, with the port where that is not the usual one; repeatable (default: any)", HelpName = "NAME" };
    private static readonly Option<bool> BehindProxy = new("--behind-proxy") { Description = "a proxy in front tells where requests come from (X-Forwarded-For)" };
    private static readonly Option<int> Memory = new("--memory") { Description = "the most MiB of blobs in memory at once", HelpName = "MIB", DefaultValueFactory = _ => 256 };
    private static readonly Option<bool> NoPages = new("--no-pages") { Description = "serve the API alone, no pages for a browser" };
    private static readonly Option<bool> NoRateLimits = new("--no-rate-limits") { Description = "count nobody's requests; for tests" };

    /// <summary>Runs what <paramref name="args"/> ask for.</summary>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors, TimeProvider time)
    {
        RootCommand root = Make(output, errors, time);
        ParseResult arguments = root.Parse(args, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        if (arguments.Errors is [{ } error, ..])
        {
            await errors.WriteLineAsync($"satchel-server: error: {error.Message}");
            await errors.WriteLineAsync("satchel-server: hint: 'satchel-server --help' shows what it takes");
            return BadUsage;
        }

        try
        {
            return await arguments.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = output, Error = errors });
        }
        catch (Exception failure) when (Explain(failure) is { } sentence)
        {
            await errors.WriteLineAsync($"satchel-server: error: {sentence}");
            return failure is AdministrationException { IsBadUsage: true } ? BadUsage : Failed;
        }
    }

    private static RootCommand Make(TextWriter output, TextWriter errors, TimeProvider time)
    {
        var root = new RootCommand("A Satchel cloud: vaults for many people who do not have to trust it.\n\nExample: satchel-server --data /var/lib/satchel --listen 127.0.0.1:8470")
        {
            Data, Database, Blobs, PlansFile, PaymentsFile, Url, Listen, Certificate, CertificateKey, Hosts, BehindProxy, Memory, NoPages, NoRateLimits,
            AdminCommand.Make(SettingsOf, output, time), PlansCommand.Make(SettingsOf, output),
        };
        root.SetAction((arguments, cancellationToken) => ServeAsync(SettingsOf(arguments), errors, time, cancellationToken));
        return root;
    }

    private static async Task<int> ServeAsync(ServerSettings settings, TextWriter errors, TimeProvider time, CancellationToken cancellationToken)
    {
        // Storing a file waits for the disk on a thread of its own; the pool would add threads one at a time, and late.
        ThreadPool.SetMinThreads(LeastThreads, LeastThreads);
        using MeterProvider? telemetry = Telemetry.Start();
        await using WebApplication app = await ServerApplication.BuildAsync(settings, time, cancellationToken);
        await app.StartAsync(cancellationToken);
        await errors.WriteLineAsync($"satchel-server: listening on {string.Join(", ", app.Urls)}");
        await app.WaitForShutdownAsync(cancellationToken);
        return Done;
    }

    private static ServerSettings SettingsOf(ParseResult arguments) => new()
    {
        DataFolder = arguments.GetRequiredValue(Data).FullName,
        Database = arguments.GetValue(Database),
        Blobs = arguments.GetValue(Blobs),
        Plans = arguments.GetValue(PlansFile)?.FullName,
        Payments = arguments.GetValue(PaymentsFile)?.FullName,
        Url = ParseUrl(arguments.GetValue(Url)),
        Listen = ParseEndpoint(arguments.GetValue(Listen) ?? "127.0.0.1:8470"),
        Certificate = arguments.GetValue(Certificate)?.FullName,
        CertificateKey = arguments.GetValue(CertificateKey)?.FullName,
        Hosts = arguments.GetValue(Hosts) ?? [],
        BehindProxy = arguments.GetValue(BehindProxy),
        MemoryBytes = Math.Max(64, arguments.GetValue(Memory)) * 1024L * 1024L,
        Pages = !arguments.GetValue(NoPages),
        RateLimits = !arguments.GetValue(NoRateLimits),
    };

    private static IPEndPoint ParseEndpoint(string text)
    {
        string numeric = text.StartsWith("localhost:", StringComparison.OrdinalIgnoreCase) ? $"127.0.0.1:{text["localhost:".Length..]}" : text;
        return text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(numeric, out IPEndPoint? endpoint)
            ? endpoint
            : throw new AdministrationException($"--listen takes an address and a port, such as 127.0.0.1:8470; got '{text}'", isBadUsage: true);
    }

    private static Uri? ParseUrl(string? text) => text is null
        ? null
        : Uri.TryCreate(text.TrimEnd('/') + '/', UriKind.Absolute, out Uri? url) && (url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)) && url.Query.Length == 0
            ? url
            : throw new AdministrationException($"--url takes an address that starts with https://; got '{text}'", isBadUsage: true);

    // What an operator can do something about; everything else is a mistake of ours and ends with its trace.
    private static string? Explain(Exception failure) => failure switch
    {
        AdministrationException => failure.Message,
        StorageException => failure.Message,
        DbException => $"the database: {failure.Message}",
        IOException { InnerException: AddressInUseException } => "somebody else listens on that address",
        IOException or UnauthorizedAccessException => failure.Message,
        System.Net.Sockets.SocketException => failure.Message,
        System.Security.Cryptography.CryptographicException => $"the certificate: {failure.Message}",
        _ => null,
    };
}
