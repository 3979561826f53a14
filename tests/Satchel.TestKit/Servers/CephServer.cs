using Amazon.S3;
using Satchel.Storage.S3;

namespace Satchel.TestKit.Servers;

/// <summary>An object store of its own: Ceph with its S3 gateway, in memory, with one bucket. Started once for the tests that share it.</summary>
public sealed class CephServer : IAsyncDisposable
{
    private readonly string? _folder;

    private CephServer(string? folder, string endpoint)
    {
        _folder = folder;
        Endpoint = endpoint;
    }

    /// <summary>Why it cannot be started on this machine; null where it can.</summary>
    public static string? MissingBecause =>
        Given is not null || (TestServerScript.Has("radosgw") && TestServerScript.Has("ceph-mon") && TestServerScript.Has("ceph-osd") && TestServerScript.Has("ceph"))
            ? null
            : "Debian's ceph-mon, ceph-osd, radosgw and ceph-common are not installed";

    /// <summary>The address of its S3 gateway.</summary>
    public string Endpoint { get; }

    /// <summary>The bucket that was made.</summary>
    public string Bucket { get; } = "satchel-tests";

    /// <summary>What the environment of a program that uses it holds.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["AWS_ENDPOINT_URL"] = Endpoint,
        ["AWS_ACCESS_KEY_ID"] = "satchel",
        ["AWS_SECRET_ACCESS_KEY"] = "satchel-secret",
        ["AWS_REGION"] = "us-east-1",
    };

    private static string? Given => System.Environment.GetEnvironmentVariable("SATCHEL_TEST_S3") is { Length: > 0 } endpoint ? endpoint : null;

    /// <summary>Starts it, or takes the one that SATCHEL_TEST_S3 names.</summary>
    public static async Task<CephServer> StartAsync()
    {
        CephServer server;
        if (Given is { } given)
        {
            server = new CephServer(null, given);
        }
        else
        {
            string folder = Directory.CreateTempSubdirectory("satchel-ceph-").FullName;
            int port = TestServerScript.FreePort();
            await TestServerScript.RunAsync("ceph-start", folder, $"{port}").ConfigureAwait(false);
            server = new CephServer(folder, $"http://127.0.0.1:{port}");
        }

        using AmazonS3Client client = S3Environment.Read(name => server.Environment.GetValueOrDefault(name)).NewClient();
        await client.PutBucketAsync(server.Bucket).ConfigureAwait(false);
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_folder is not null)
        {
            await TestServerScript.RunAsync("ceph-stop", _folder).ConfigureAwait(false);
            Directory.Delete(_folder, recursive: true);
        }
    }
}
