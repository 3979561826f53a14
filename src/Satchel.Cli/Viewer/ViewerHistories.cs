using System.Security.Cryptography;
using System.Text;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.SearchIndex;
using Satchel.Vaults;

namespace Satchel.Cli.Viewer;

/// <summary>The histories that are looked at. Where the vault gets another snapshot, they are taken anew, and whoever listens is told.</summary>
internal sealed class ViewerHistories : IAsyncDisposable
{
    private const int KeyDigits = 12;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private volatile IReadOnlyList<ViewedHistory> _all = [];
    private volatile TaskCompletionSource _changed = NewSignal();
    private string _state = "";

    private ViewerHistories(ViewerSource source) => Source = source;

    /// <summary>What they are of.</summary>
    public ViewerSource Source { get; }

    /// <summary>All of them.</summary>
    public IReadOnlyList<ViewedHistory> All => _all;

    /// <summary>Opens what was asked for.</summary>
    public static async Task<ViewerHistories> OpenAsync(
        ViewerSource source, IReadOnlyList<HistoryView> views, IProgress<JourneyProgress>? progress, CancellationToken cancellationToken)
    {
        ViewerHistories histories = new(source) { _state = StateOf(source.Vault) };
        await histories.TakeAsync(views, progress, cancellationToken);
        return histories;
    }

    /// <summary>The history with a key; null where there is none.</summary>
    public ViewedHistory? Find(string key) => _all.FirstOrDefault(h => h.Key == key);

    /// <summary>Waits until there is something new; looks for it now and then.</summary>
    public async Task WaitForChangeAsync(CancellationToken cancellationToken)
    {
        Task changed = _changed.Task;
        while (!changed.IsCompleted)
        {
            await Task.WhenAny(changed, Task.Delay(Pause, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
            await RefreshAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (ViewedHistory history in _all)
        {
            await history.DisposeAsync();
        }

        _refreshing.Dispose();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static string StateOf(Vault? vault) => vault is null ? "" : string.Join(' ', vault.Snapshots.Select(s => s.Id));

    // The same account has the same key as long as it is shown, whatever else comes and goes.
    private static string KeyOf(Account account, int repeat)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{account.App}\0{account.Id}\0{repeat}"));
        return Convert.ToHexStringLower(hash)[..KeyDigits];
    }

    // One page that is open looks for all; what cannot be reached now is looked for later.
    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (Source.Vault is not Vault vault || !Source.IsLive || !await _refreshing.WaitAsync(TimeSpan.Zero, cancellationToken))
        {
            return;
        }

        try
        {
            await vault.RefreshAsync(cancellationToken);
            string state = StateOf(vault);
            if (state != _state)
            {
                await TakeAsync(await Source.OpenAsync(cancellationToken), null, cancellationToken);
                _state = state;
                Interlocked.Exchange(ref _changed, NewSignal()).SetResult();
            }
        }
        catch (Exception error) when (Failure.Of(error) is not null && error is not OperationCanceledException)
        {
            // What was shown before stays.
        }
        finally
        {
            _refreshing.Release();
        }
    }

    private async Task TakeAsync(IReadOnlyList<HistoryView> views, IProgress<JourneyProgress>? progress, CancellationToken cancellationToken)
    {
        List<ViewedHistory> taken = [];
        foreach (HistoryView view in views)
        {
            int repeat = taken.Count(h => h.Indexed.View.Account.App == view.Account.App && h.Indexed.View.Account.Id == view.Account.Id);
            string key = KeyOf(view.Account, repeat);
            ViewedHistory history = new(key, await IndexedHistory.OpenAsync(view, Source.Options.CacheFolder, Find(key)?.Indexed, progress, cancellationToken));
            history.Prepare();
            taken.Add(history);
        }

        // Requests that are under way go on with the state before, which holds nothing that has to be closed.
        _all = taken;
    }
}
