using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Cli.Viewer;

/// <summary>Histories that a job reads.</summary>
internal sealed class OpenViews : IAsyncDisposable
{
    private readonly IReadOnlyList<HistoryView> _all;

    /// <param name="all">All that were opened.</param>
    /// <param name="only">Of these only the ones of this account are read; null for all.</param>
    public OpenViews(IReadOnlyList<HistoryView> all, Account? only)
    {
        _all = all;
        Views = only is null ? all : [.. all.Where(v => v.Account.App == only.App && v.Account.Id == only.Id)];
    }

    /// <summary>Those that it reads.</summary>
    public IReadOnlyList<HistoryView> Views { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (HistoryView view in _all)
        {
            await view.DisposeAsync();
        }
    }
}
