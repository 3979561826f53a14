using Satchel.Archive;

namespace Satchel.Cli.Viewer;

/// <summary>The viewer from its start to its end. Only what uses this type loads the web server.</summary>
internal static class ViewerSession
{
    /// <summary>Serves until it is cancelled.</summary>
    /// <param name="source">What is looked at.</param>
    /// <param name="views">The same, opened.</param>
    /// <param name="port">Where to listen; 0 for any port that is free.</param>
    /// <param name="session">The terminal and the clock.</param>
    /// <param name="tell">Told the address once it is served.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task RunAsync(
        ViewerSource source, IReadOnlyList<HistoryView> views, int port, Session session, Action<string> tell, CancellationToken cancellationToken)
    {
        string folder = await ViewerBuild.FindAsync(session.Terminal.Note, cancellationToken);
        await using ViewerHistories histories = await ViewerHistories.OpenAsync(source, views, new ProgressLine(session), cancellationToken);
        await using JobsApi jobs = new(new JobWork(histories, session));
        await using ViewerServer server = await ViewerServer.StartAsync(port, new ViewerRoutes(new ViewerPages(folder), histories, new SnapshotsApi(source), jobs), cancellationToken);
        tell(server.Url);
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // Ended by the person, which is how it ends.
        }
    }
}
