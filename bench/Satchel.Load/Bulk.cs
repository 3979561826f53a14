using System.Globalization;

namespace Satchel.Load;

/// <summary>How many bytes of large blobs pass in a second, in and out.</summary>
internal static class Bulk
{
    /// <summary>Runs it and prints a line.</summary>
    public static async Task<int> RunAsync(Uri server, int clients, int blobs, byte[] content, bool isCloud)
    {
        using var http = new HttpClient { BaseAddress = server, Timeout = TimeSpan.FromMinutes(5) };
        using LoadAccount? account = isCloud
            ? await LoadAccount.SignUpAsync(http, $"{Guid.NewGuid():N}@example.org", await LoadAccount.RecordAsync(http, CancellationToken.None), CancellationToken.None)
            : null;
        await (account?.SignInAsync(http, CancellationToken.None) ?? Task.CompletedTask);
        var requests = new BlobRequests(http, isCloud ? "/v1/vaults/load/blobs/packs/" : "/", account?.Token);
        var options = new ParallelOptions { MaxDegreeOfParallelism = clients };
        double putSeconds = await SecondsAsync(() => Parallel.ForEachAsync(Enumerable.Range(0, blobs), options, async (number, token) => await requests.PutAsync($"b{number}", content, token)));
        double getSeconds = await SecondsAsync(() => Parallel.ForEachAsync(Enumerable.Range(0, blobs), options, async (number, token) => await requests.GetAsync($"b{number}", token)));
        double mebibytes = (double)blobs * content.Length / (1024 * 1024);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(isCloud ? "cloud" : "files")}: put {mebibytes / putSeconds:0} MiB/s, get {mebibytes / getSeconds:0} MiB/s"));
        return 0;
    }

    private static async Task<double> SecondsAsync(Func<Task> runAsync)
    {
        long start = TimeProvider.System.GetTimestamp();
        await runAsync();
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }
}
