using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Cli.Viewer;

/// <summary>Histories that a job reads.</summary>
/// <param name="views">All that were opened.</param>
internal sealed class OpenViews(IReadOnlyList<HistoryView> views) : IAsyncDisposable
{
    /// <summary>Those that it reads.</summary>
    public IReadOnlyList<HistoryView> Views { get; private set; } = views;

    /// <summary>Leaves those of one account.</summary>
    public OpenViews Only(Account account)
    {
        Views = [.. views.Where(v => v.Account.App == account.App && v.Account.Id == account.Id)];
        return this;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (HistoryView view in views)
        {
            await view.DisposeAsync();
        }
    }
}
