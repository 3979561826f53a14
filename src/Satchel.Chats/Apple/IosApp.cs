namespace Satchel.Chats.Apple;

/// <summary>A chat app as an iPhone backup knows it.</summary>
/// <param name="App">The app: <c>whatsapp</c>.</param>
/// <param name="Edition">A variant whose accounts are its own: <c>business</c>; null for the app itself.</param>
/// <param name="BundleId">Its name at Apple, as the lists of installed apps have it.</param>
/// <param name="Domains">The domains that its files lie in, the one with its messages first.</param>
/// <param name="DomainPrefixes">What further domains of its begin with: those of its plug-ins.</param>
/// <param name="RoleOf">What a database in the first domain is for, by its path there.</param>
internal sealed record IosApp(string App, string? Edition, string BundleId, IReadOnlyList<string> Domains, IReadOnlyList<string> DomainPrefixes, Func<string, DatabaseRole> RoleOf)
{
    /// <summary>The domain that holds its messages.</summary>
    public string MainDomain => Domains[0];

    /// <summary>Finds out who its owner is, from its opened files; null where they do not say.</summary>
    public Func<ISourceFiles, string?> OwnerOf { get; init; } = static _ => null;

    /// <summary>Whether a domain is one of its.</summary>
    public bool Owns(string domain) => Domains.Contains(domain) || DomainPrefixes.Any(prefix => domain.StartsWith(prefix, StringComparison.Ordinal));
}
