namespace Satchel;

/// <summary>Work that runs beside other work and fails with it.</summary>
internal static class JoinedTasks
{
    /// <summary>Waits for all of them. The first failure stops the others, and is the one that is told.</summary>
    public static async Task FailTogetherAsync(CancellationTokenSource stop, params Task[] tasks)
    {
        Task watching = FirstFailureAsync(tasks);
        await watching.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        if (!watching.IsCompletedSuccessfully)
        {
            await stop.CancelAsync();
            await Task.WhenAll(tasks).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }

        await watching;
    }

    private static async Task FirstFailureAsync(Task[] tasks)
    {
        List<Task> running = [.. tasks];
        while (running.Count > 0)
        {
            Task done = await Task.WhenAny(running);
            running.Remove(done);
            await done;
        }
    }
}
