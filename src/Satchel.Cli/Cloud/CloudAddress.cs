using System.Globalization;

namespace Satchel.Cli.Cloud;

/// <summary>A Satchel cloud: scheme and host, no path. Plain <c>http://</c> is for this machine only.</summary>
/// <param name="Server"><c>https://host/</c>, or <c>http://127.0.0.1:port/</c>.</param>
internal sealed record CloudAddress(Uri Server)
{
    private const string Expected = "https://host, or http://127.0.0.1:port on this machine";

    /// <summary>The host, and its port where that is not the scheme's own: as the server sees it, and as it is signed.</summary>
    public string Host { get; } = Server.IsDefaultPort ? Server.IdnHost : string.Create(CultureInfo.InvariantCulture, $"{Server.IdnHost}:{Server.Port}");

    /// <summary>As a person types it.</summary>
    public string Typed => Server.ToString().TrimEnd('/');

    /// <summary>The address of a cloud as typed.</summary>
    /// <exception cref="CommandException">Bad usage: it is none.</exception>
    public static CloudAddress Parse(string text) => TryParse(text) is { PathAndQuery: "/" } server
        ? new CloudAddress(server)
        : throw CommandException.BadUsage($"'{WithoutPassword(text)}' is not the address of a Satchel cloud: {Expected}");

    /// <summary>The cloud of a vault at <c>https://host/name</c>; null where the location is none of a cloud.</summary>
    public static CloudAddress? OfVault(string location) => TryParse(location) is { } vault ? new CloudAddress(new Uri(vault, "/")) : null;

    private static Uri? TryParse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0 ? uri : null;

    // Nobody should type one into an address, and a message must not repeat it.
    private static string WithoutPassword(string text) => text[(text.LastIndexOf('@') + 1)..];
}
