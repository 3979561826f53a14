using System.Data.Common;
using Satchel.Server.Database;
using Satchel.Server.Operations;
using Satchel.Storage;

namespace Satchel.Server.Background;

/// <summary>Looks now and then whether some work is due that nobody else does.</summary>
internal sealed partial class BackgroundWorker(ServerDatabase database, IEnumerable<IBackgroundWork> works, ServerMetrics metrics, TimeProvider time, ILogger<BackgroundWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    private readonly string _holder = Guid.NewGuid().ToString("N");

    /// <summary>Does all that is due, once.</summary>
    public async Task RunDueAsync(CancellationToken cancellationToken)
    {
        foreach (IBackgroundWork work in works)
        {
            await RunAsync(work, cancellationToken);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RunDueAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server stops; what was not done is done after the next start, or by another.
        }
    }

    private async Task RunAsync(IBackgroundWork work, CancellationToken cancellationToken)
    {
        try
        {
            if (await Lease.TryTakeAsync(database, time, work.Name, _holder, cancellationToken) is not { } lease)
            {
                return;
            }

            await work.RunAsync(lease, cancellationToken);
            await lease.ReturnAsync(work.Interval);
            metrics.RanInBackground(work.Name, "done");
        }
        catch (LeaseLostException)
        {
            metrics.RanInBackground(work.Name, "lost");
            LogLost(logger, work.Name);
        }
        catch (Exception error) when (error is DbException or StorageException or TimeoutException or System.Net.Sockets.SocketException)
        {
            // The lease runs out by itself, and somebody tries again then.
            metrics.RanInBackground(work.Name, "failed");
            LogFailed(logger, work.Name, error.GetType().Name);
        }
    }

    [LoggerMessage(3001, LogLevel.Warning, "Background work {Work} was taken over by another server")]
    private static partial void LogLost(ILogger logger, string work);

    [LoggerMessage(3002, LogLevel.Warning, "Background work {Work} broke off: {Kind}")]
    private static partial void LogFailed(ILogger logger, string work, string kind);
}
