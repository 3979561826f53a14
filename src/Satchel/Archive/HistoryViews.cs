using Satchel.Chats;
using Satchel.Vaults;

namespace Satchel.Archive;

/// <summary>Opens what a FROM names.</summary>
public static class HistoryViews
{
    /// <summary>Opens it: a view for each account that it holds.</summary>
    /// <param name="vault">The vault; may be null where <paramref name="origin"/> is a path.</param>
    /// <param name="origin">What to open.</param>
    /// <param name="filter">Narrows it.</param>
    /// <param name="options">Keys and the cache.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <returns>The views, to be disposed by the caller; none where the archive is empty.</returns>
    /// <exception cref="VaultException"><see cref="VaultProblem.NotFound"/>: there is no such snapshot, or none at all.</exception>
    /// <exception cref="ChatFormatException">Nothing is recognised under the path, or it cannot be read.</exception>
    /// <exception cref="FileNotFoundException">There is no such path.</exception>
    public static async Task<IReadOnlyList<HistoryView>> OpenAsync(
        Vault? vault, HistoryOrigin origin, HistoryFilter filter, HistoryViewOptions options, CancellationToken cancellationToken)
    {
        if (origin.Kind == HistoryOriginKind.Path)
        {
            return OpenPath(origin.Value, filter, options, cancellationToken);
        }

        ArgumentNullException.ThrowIfNull(vault);
        switch (origin.Kind)
        {
            case HistoryOriginKind.Archive:
                return ReportUnreadable(vault, await OpenArchiveAsync(vault, filter, options, cancellationToken));
            case HistoryOriginKind.Latest:
                return ReportUnreadable(vault, [await OfSnapshotAsync(vault, FindLatest(vault, filter), options, cancellationToken)]);
            default:
                return [await OfSnapshotAsync(vault, vault.FindSnapshot(origin.Value), options, cancellationToken)];
        }
    }

    // An older snapshot stands for the one that cannot be read, and it is said.
    private static IReadOnlyList<HistoryView> ReportUnreadable(Vault vault, IReadOnlyList<HistoryView> views)
    {
        foreach (string record in vault.UnreadableNewest)
        {
            if (views.Count == 0)
            {
                throw new VaultException(VaultProblem.Damaged, record);
            }

            views[0].Report($"what only the newest snapshot shows is lost: {record}");
        }

        return views;
    }

    /// <summary>The newest snapshot that a filter admits.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.NotFound"/>: there is none; <see cref="VaultProblem.Damaged"/>: none that can be read.</exception>
    public static SnapshotInfo FindLatest(Vault vault, HistoryFilter filter) =>
        vault.Snapshots.Where(s => filter.Admits(s.Source.App, s.Source.Platform, s.Source.Account)).MaxBy(s => s.TakenAt)
        ?? throw (vault.UnreadableNewest is [string record, ..]
            ? new VaultException(VaultProblem.Damaged, record)
            : new VaultException(VaultProblem.NotFound, "the vault has no such snapshot yet"));

    /// <summary>Opens what one snapshot showed.</summary>
    public static async Task<HistoryView> OfSnapshotAsync(Vault vault, SnapshotInfo snapshot, HistoryViewOptions options, CancellationToken cancellationToken) =>
        await StoredHistoryView.OpenAsync(vault, [HistoryLayer.Of(vault, snapshot)], isArchive: false, options.ScratchFolder, cancellationToken);

    private static async Task<IReadOnlyList<HistoryView>> OpenArchiveAsync(
        Vault vault, HistoryFilter filter, HistoryViewOptions options, CancellationToken cancellationToken)
    {
        List<HistoryView> views = [];
        List<HistoryLayer> newest = [.. HistoryLayer.NewestOf(vault)];
        IEnumerable<(HistoryLayer Layer, string? Account)> admitted = newest
            .Select(l => (Layer: l, Account: l.Source.Account ?? OnlyAccount(newest, l.Source)))
            .Where(l => filter.Admits(l.Layer.Source.App, l.Layer.Source.Platform, l.Account));
        foreach (IGrouping<(string, string?, string?, bool), HistoryLayer> account in admitted.GroupBy(
            l => (l.Layer.Source.App, l.Layer.Source.Edition, l.Account, options.TextExportsApart && l.Layer.Source.Platform == "export"), l => l.Layer))
        {
            List<HistoryLayer> layers = [.. account.OrderByDescending(l => l.TakenAtMillis)];
            views.Add(await StoredHistoryView.OpenAsync(vault, layers, isArchive: true, options.ScratchFolder, cancellationToken));
        }

        return views;
    }

    // A source that did not tell its owner joins the only account of its app, also where that was saved after it.
    private static string? OnlyAccount(List<HistoryLayer> layers, SourceIdentity source)
    {
        List<string> accounts = [.. layers.Where(l => l.Source.App == source.App && l.Source.Edition == source.Edition).Select(l => l.Source.Account).OfType<string>().Distinct()];
        return accounts is [string only] ? only : null;
    }

    private static List<HistoryView> OpenPath(string path, HistoryFilter filter, HistoryViewOptions options, CancellationToken cancellationToken)
    {
        List<string> unreadable = [];
        IReadOnlyList<ChatSource> sources = Backup.FindSources(path, options.Formats, unreadable, cancellationToken);
        if (sources.Count == 0)
        {
            throw new ChatFormatException(ChatFormatProblem.NotThisFormat, path, "nothing here is a chat history");
        }

        List<HistoryView> views = [];
        foreach (ChatSource source in sources.SelectMany(s => Backup.Split(s, options.Keys, options.ScratchFolder, cancellationToken)))
        {
            SourceHistoryView view = new(source, options, unreadable, cancellationToken);
            if (filter.Admits(view.Account.App, view.Account.Platform, view.Account.Id))
            {
                views.Add(view);
            }
        }

        return views;
    }
}
