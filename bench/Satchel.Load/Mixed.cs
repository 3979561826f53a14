using System.Globalization;
using System.Security.Cryptography;

namespace Satchel.Load;

/// <summary>Many accounts and clients at once: most requests small, some large.</summary>
internal static class Mixed
{
    private const int SmallBytes = 4 * 1024;
    private const int LargeBytes = 1024 * 1024;
    private const int SmallPut = 50;
    private const int SignupsAtOnce = 16;

    /// <summary>Runs it and prints what it took; 1 where any request went wrong.</summary>
    public static async Task<int> RunAsync(Uri server, int accountCount, int clients, TimeSpan during, int? serverProcess)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = server, Timeout = TimeSpan.FromMinutes(2) };
        using var stopWatching = new CancellationTokenSource();
        Task<long> memory = MostMemoryAsync(serverProcess, stopWatching.Token);
        var latencies = new Latencies();
        byte[] record = await LoadAccount.RecordAsync(http, CancellationToken.None);
        var accounts = new LoadAccount?[accountCount];
        long started = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, accountCount), new ParallelOptions { MaxDegreeOfParallelism = SignupsAtOnce }, async (number, token) =>
            await latencies.MeasureAsync("sign up", async () =>
            {
                accounts[number] = await LoadAccount.SignUpAsync(http, $"{Guid.NewGuid():N}@example.org", record, token);
                await accounts[number]!.SignInAsync(http, token);
            }));
        TimeSpan signups = TimeProvider.System.GetElapsedTime(started);
        Print(latencies, signups, $"{accountCount} accounts, {SignupsAtOnce} at once");

        var mixed = new Latencies();
        using var over = new CancellationTokenSource(during);
        started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(client =>
            ClientAsync(http, [.. accounts.Where((account, number) => number % clients == client && account is not null).Select(account => account!)], client, mixed, over.Token)));
        Print(mixed, TimeProvider.System.GetElapsedTime(started), $"{clients} clients at once, {during.TotalSeconds:0} s");

        await stopWatching.CancelAsync();
        long kibibytes = await memory;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"most memory of the server: {kibibytes / 1024} MiB"));
        foreach (LoadAccount? account in accounts)
        {
            account?.Dispose();
        }

        return latencies.Errors + mixed.Errors == 0 ? 0 : 1;
    }

    // Of a hundred: 55 small writes, 40 small reads, 5 large writes that are read back.
    private static async Task ClientAsync(HttpClient http, LoadAccount[] accounts, int client, Latencies latencies, CancellationToken over)
    {
        byte[] small = RandomNumberGenerator.GetBytes(SmallBytes);
        byte[] large = RandomNumberGenerator.GetBytes(LargeBytes);
        for (int number = 0; !over.IsCancellationRequested; number++)
        {
            BlobRequests requests = new(http, "/v1/vaults/load/blobs/packs/", accounts[number % accounts.Length].Token);
            string name = $"{client}-{number}";

            // The first round writes what later ones read.
            int kind = number < accounts.Length ? SmallPut : ((number * 37) + client) % 100;
            await (kind switch
            {
                < 5 => PutAndGetLargeAsync(requests, name, large, latencies),
                < 60 => latencies.MeasureAsync("small put", () => requests.PutAsync(name, small, CancellationToken.None)),
                _ => latencies.MeasureAsync("small get", () => requests.GetAsync($"{client}-{number % accounts.Length}", CancellationToken.None)),
            });
        }
    }

    private static async Task PutAndGetLargeAsync(BlobRequests requests, string name, byte[] large, Latencies latencies)
    {
        await latencies.MeasureAsync("large put", () => requests.PutAsync(name, large, CancellationToken.None));
        await latencies.MeasureAsync("large get", () => requests.GetAsync(name, CancellationToken.None));
    }

    private static void Print(Latencies latencies, TimeSpan during, string what)
    {
        Console.WriteLine($"{what}, {latencies.Errors} errors");
        foreach (string line in latencies.Lines(during))
        {
            Console.WriteLine("  " + line);
        }
    }

    private static async Task<long> MostMemoryAsync(int? process, CancellationToken stop)
    {
        long most = 0;
        while (process is { } id && !stop.IsCancellationRequested)
        {
            string? line = (await File.ReadAllLinesAsync($"/proc/{id}/status", CancellationToken.None)).FirstOrDefault(entry => entry.StartsWith("VmRSS:", StringComparison.Ordinal));
            most = Math.Max(most, line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], NumberStyles.None, CultureInfo.InvariantCulture));
            await Task.Delay(200, CancellationToken.None);
        }

        return most;
    }
}
