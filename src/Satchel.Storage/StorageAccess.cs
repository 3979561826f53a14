using Satchel.Storage.Http;

namespace Satchel.Storage;

/// <summary>What opening a storage may need besides its location. None of it is looked at for a folder but the clock.</summary>
/// <param name="Time">The clock.</param>
public sealed record StorageAccess(TimeProvider Time)
{
    /// <summary>A variable of the environment, or null: where <c>s3://</c> finds its endpoint and credentials.</summary>
    public Func<string, string?> Variable { get; init; } = static _ => null;

    /// <summary>What lets this device into the Satchel cloud at an address; null where clouds are not to be used.</summary>
    public Func<Uri, ICloudCredentials>? CloudCredentials { get; init; }

    /// <summary>With the environment of this process, and no cloud.</summary>
    public static StorageAccess OfProcess(TimeProvider time) => new(time) { Variable = Environment.GetEnvironmentVariable };
}
