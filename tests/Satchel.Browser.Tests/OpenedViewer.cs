using System.Diagnostics;

namespace Satchel.Browser.Tests;

/// <summary>A <c>satchel open</c> that goes on, until it is disposed.</summary>
internal sealed class OpenedViewer(Process process, Uri address) : IAsyncDisposable
{
    /// <summary>The address that it printed, with its token.</summary>
    public Uri Address { get; } = address;

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }
}
