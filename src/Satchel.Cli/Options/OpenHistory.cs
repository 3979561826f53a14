using Satchel.Archive;
using Satchel.Chats;
using Satchel.Vaults;

namespace Satchel.Cli.Options;

/// <summary>A history that a command looks at, with what must stay open for it.</summary>
internal sealed class OpenHistory(HistoryView view, OpenVault? vault, SourceKeys? keys) : IAsyncDisposable
{
    /// <summary>The history.</summary>
    public HistoryView View { get; } = view;

    /// <summary>The vault it lies in; null where it is a source itself.</summary>
    public Vault? Vault { get; } = vault?.Vault;

    /// <summary>What to end with: 3 where something could not be given, each of which is named.</summary>
    public ExitCode Conclude(Terminal terminal)
    {
        foreach (string problem in View.Problems)
        {
            terminal.Warn(problem);
        }

        return View.Problems.Count == 0 ? ExitCode.Done : ExitCode.Incomplete;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await View.DisposeAsync();
        if (vault is not null)
        {
            await vault.DisposeAsync();
        }

        keys?.Dispose();
    }
}
