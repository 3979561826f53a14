using Amazon;
using Amazon.Runtime;
using Amazon.S3;

namespace Satchel.Storage.S3;

/// <summary>Endpoint and credentials of an object store, from the variables that every S3 program reads.</summary>
internal sealed record S3Environment(Uri? Endpoint, string Region, AWSCredentials Credentials)
{
    private const string DefaultRegion = "us-east-1";

    // A pack of 18 MiB over a line of half a megabit a second.
    private static readonly TimeSpan LongestRequest = TimeSpan.FromMinutes(6);

    /// <summary>Reads the variables.</summary>
    /// <exception cref="StorageException"><see cref="StorageProblem.Refused"/>: there are no credentials;
    /// <see cref="StorageProblem.BadLocation"/>: the endpoint is no address.</exception>
    public static S3Environment Read(Func<string, string?> variable)
    {
        string? endpoint = Find(variable, "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL");
        Uri? address = null;
        if (endpoint is not null && (!Uri.TryCreate(endpoint, UriKind.Absolute, out address) || address.Scheme is not ("http" or "https")))
        {
            throw new StorageException(StorageProblem.BadLocation, "AWS_ENDPOINT_URL", "is no address of the form https://host:port");
        }

        return new S3Environment(address, Find(variable, "AWS_REGION", "AWS_DEFAULT_REGION") ?? DefaultRegion, ReadCredentials(variable));
    }

    /// <summary>A client. It does not retry by itself: a write whose answer was lost needs a closer look than it takes.</summary>
    public AmazonS3Client NewClient()
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = Endpoint is not null,
            MaxErrorRetry = 0,
            Timeout = LongestRequest,
            HttpClientFactory = new S3HttpClients(),
            // Stores other than Amazon's refuse the checksums that newer clients send unasked; what is sent is signed with its SHA-256 anyhow.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (Endpoint is not null)
        {
            config.ServiceURL = Endpoint.GetLeftPart(UriPartial.Authority);
            config.AuthenticationRegion = Region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        }

        return new AmazonS3Client(Credentials, config);
    }

    private static AWSCredentials ReadCredentials(Func<string, string?> variable)
    {
        string? id = Find(variable, "AWS_ACCESS_KEY_ID");
        string? secret = Find(variable, "AWS_SECRET_ACCESS_KEY");
        if (id is null || secret is null)
        {
            throw new StorageException(StorageProblem.Refused, "s3", "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are to be set, and AWS_ENDPOINT_URL where the store is not Amazon's");
        }

        return Find(variable, "AWS_SESSION_TOKEN") is { } token ? new SessionAWSCredentials(id, secret, token) : new BasicAWSCredentials(id, secret);
    }

    private static string? Find(Func<string, string?> variable, params ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (variable(name) is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }
}
