namespace Satchel.Storage.Http;

/// <summary>A vault on a Satchel cloud: <c>https://host/name</c>.</summary>
/// <param name="Server">The server: scheme, host and port.</param>
/// <param name="Vault">The vault's name there: a-z, 0-9, '.', '_', '-', at most 63, the first a letter or digit.</param>
public sealed record CloudLocation(Uri Server, string Vault)
{
    private const int MaxNameLength = 63;
    private const string Form = "a vault on a Satchel cloud is written https://host/name, the name of a-z, 0-9, '.', '_' and '-'";

    /// <summary>Whether <paramref name="location"/> is an address of the web.</summary>
    public static bool IsCloud(string location) =>
        location.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || location.StartsWith("http://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes the address of a vault apart.</summary>
    /// <exception cref="StorageException"><see cref="StorageProblem.BadLocation"/>.</exception>
    public static CloudLocation Parse(string location)
    {
        Uri address = ParseAddress(location);
        string name = address.AbsolutePath.Trim('/');
        return IsName(name) ? new CloudLocation(ServerOf(address), name) : throw Bad(location, Form);
    }

    /// <summary>Takes the address of a server, without a vault, apart.</summary>
    /// <exception cref="StorageException"><see cref="StorageProblem.BadLocation"/>.</exception>
    public static Uri ParseServer(string location)
    {
        Uri address = ParseAddress(location);
        return address.AbsolutePath == "/" ? ServerOf(address) : throw Bad(location, "a Satchel cloud is written https://host");
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Server.GetLeftPart(UriPartial.Authority)}/{Vault}";

    private static Uri ParseAddress(string location)
    {
        if (!IsCloud(location) || !Uri.TryCreate(location, UriKind.Absolute, out Uri? address) || address.Host.Length == 0)
        {
            throw new StorageException(StorageProblem.BadLocation, BlobStores.IsFolder(location) ? "the address" : BlobStores.WithoutCredentials(location), Form);
        }

        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            throw Bad(location, "an address has no password, '?' or '#' in it; 'satchel login' lets this device in");
        }

        return address.Scheme == Uri.UriSchemeHttps || address.IsLoopback
            ? address
            : throw Bad(location, "http:// is for this machine only; write https://, so that nobody on the way learns or changes anything");
    }

    private static Uri ServerOf(Uri address) => new(address.GetLeftPart(UriPartial.Authority));

    private static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameLength
        && (char.IsAsciiLetterLower(name[0]) || char.IsAsciiDigit(name[0]))
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '-');

    private static StorageException Bad(string location, string message) => new(StorageProblem.BadLocation, BlobStores.WithoutCredentials(location), message);
}
