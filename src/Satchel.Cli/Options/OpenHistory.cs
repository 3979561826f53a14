using Satchel.Archive;
using Satchel.Chats;
using Satchel.Vaults;

namespace Satchel.Cli.Options;

/// <summary>A history that a command looks at, account by account, with what must stay open for it.</summary>
internal sealed class OpenHistory(IReadOnlyList<HistoryView> views, OpenVault? vault, SourceKeys keys) : IAsyncDisposable
{
    /// <summary>A view for each account.</summary>
    public IReadOnlyList<HistoryView> Views { get; } = views;

    /// <summary>The vault, where one was opened.</summary>
    public Vault? Vault => vault?.Vault;

    /// <summary>The keys that were given.</summary>
    public SourceKeys Keys { get; } = keys;

    /// <summary>What to end with: 3 where something could not be given, each of which is named.</summary>
    public ExitCode Conclude(Terminal terminal)
    {
        terminal.ClearProgress();
        string[] problems = [.. Views.SelectMany(view => view.Problems).Distinct(StringComparer.Ordinal)];
        foreach (string problem in problems)
        {
            terminal.Warn(problem);
        }

        return problems.Length == 0 ? ExitCode.Done : ExitCode.Incomplete;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (HistoryView view in Views)
        {
            await view.DisposeAsync();
        }

        if (vault is not null)
        {
            await vault.DisposeAsync();
        }

        Keys.Dispose();
    }
}
