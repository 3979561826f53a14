using System.Net;

namespace Satchel.Server.Hosting;

/// <summary>What the operator chose; all else follows.</summary>
internal sealed record ServerSettings
{
    /// <summary>The folder of the server's own files.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Where to listen.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 8470);

    /// <summary>A certificate with its chain, in PEM; null where a proxy ends TLS.</summary>
    public string? Certificate { get; init; }

    /// <summary>The certificate's key, in PEM.</summary>
    public string? CertificateKey { get; init; }

    /// <summary>PostgreSQL's <c>Host=…</c>; null for a SQLite file in the folder.</summary>
    public string? Database { get; init; }

    /// <summary><c>s3://bucket/prefix</c>; null for files in the folder.</summary>
    public string? Blobs { get; init; }

    /// <summary>The file of plans; null for <c>plans.json</c> in the folder, or the built-in plans where there is none.</summary>
    public string? Plans { get; init; }

    /// <summary>The file that says how money is taken and mail is sent, with its secrets; null where neither is.</summary>
    public string? Payments { get; init; }

    /// <summary>What that file and the environment say; null where they are yet to be read.</summary>
    public ServiceSettings? Services { get; init; }

    /// <summary>The address people reach the server by, for links in mails and pages; null where the operator has not said.</summary>
    public Uri? Url { get; init; }

    /// <summary>The most bytes of blobs in memory at once.</summary>
    public long MemoryBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>Whether who asks too often is told to wait.</summary>
    public bool RateLimits { get; init; } = true;

    /// <summary>Whether this process looks for background work.</summary>
    public bool BackgroundWork { get; init; } = true;

    /// <summary>Whether there are pages for a browser.</summary>
    public bool Pages { get; init; } = true;

    /// <summary>Whether a proxy in front tells where requests come from.</summary>
    public bool BehindProxy { get; init; }

    /// <summary>The names the server answers to; none is any name.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Whether <paramref name="host"/>, with its port where that is not the usual one, is a name of this server.</summary>
    public bool Answers(string host) => Hosts.Count == 0 || Hosts.Contains(host, StringComparer.OrdinalIgnoreCase);

    public string DatabaseLocation => Database ?? Path.Combine(DataFolder, "satchel.db");

    public string BlobLocation => Blobs ?? Path.Combine(DataFolder, "blobs");
}
