using Satchel.Archive;
using Satchel.Vaults;

namespace Satchel.Cli.Viewer;

/// <summary>What the viewer was opened on.</summary>
/// <param name="From">What was typed.</param>
/// <param name="Vault">The vault; null where a path is looked at.</param>
/// <param name="Origin">What FROM names.</param>
/// <param name="Filter">What narrows it.</param>
/// <param name="Options">How it is opened.</param>
internal sealed record ViewerSource(string From, Vault? Vault, HistoryOrigin Origin, HistoryFilter Filter, HistoryViewOptions Options)
{
    /// <summary>Whether a later snapshot changes what is shown.</summary>
    public bool IsLive => Origin.Kind is HistoryOriginKind.Archive or HistoryOriginKind.Latest;

    /// <summary>Opens it anew, for somebody who reads all of it at his own pace.</summary>
    public Task<IReadOnlyList<HistoryView>> OpenAsync(CancellationToken cancellationToken) => HistoryViews.OpenAsync(Vault, Origin, Filter, Options, cancellationToken);
}
