using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Satchel.Chats;
using Satchel.Vaults;

namespace Satchel.Fuzz;

/// <summary>Feeds one target until its time is over, or an input brings it down.</summary>
internal sealed class Campaign(FuzzTarget target, int seed, string corpus)
{
    private const long MaxAllocatedBytes = 1L << 30;
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    private byte[] _input = [];

    /// <summary>Reads what is kept in the corpus, then new inputs; false where one failed.</summary>
    public async Task<bool> RunAsync(TimeSpan time)
    {
        await using var watchdog = new Timer(_ => GiveUp());
        foreach (string kept in Kept())
        {
            if (await FindProblemAsync(await File.ReadAllBytesAsync(kept), watchdog) is string problem)
            {
                Console.WriteLine($"{target.Name}: {kept}: {problem}");
                return false;
            }
        }

        foreach (byte[] whole in target.Seeds)
        {
            await target.Read(whole);
        }

        var clock = Stopwatch.StartNew();
        long inputs = 0;
        while (clock.Elapsed < time)
        {
            // Each input has a seed of its own, so that one failure can be made again without those before it.
            byte[] input = Mutator.Mutate(target.Seeds, new Random(HashCode(inputs)));
            if (await FindProblemAsync(input, watchdog) is string problem)
            {
                Console.WriteLine($"{target.Name}: input {inputs} of seed {seed}: {problem}");
                Console.WriteLine($"{target.Name}: saved as {Save(input)}");
                return false;
            }

            inputs++;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{target.Name}: {inputs} inputs of seed {seed}, none failed"));
        return true;
    }

    private async Task<string?> FindProblemAsync(byte[] input, Timer watchdog)
    {
        string? problem = null;
        _input = input;
        watchdog.Change(Hang, Timeout.InfiniteTimeSpan);
        long allocated = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        try
        {
            await target.Read(input);
        }
        catch (ChatFormatException)
        {
            // Refused, as it should be.
        }
        catch (VaultException error) when (error.Problem is VaultProblem.Damaged or VaultProblem.LimitExceeded or VaultProblem.NewerFormat)
        {
            // The same.
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            problem = error.ToString();
        }

        watchdog.Change(Timeout.Infinite, Timeout.Infinite);
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        return problem ?? (clock.Elapsed > Slow ? $"took {clock.Elapsed.TotalSeconds:f0} s" : allocated > MaxAllocatedBytes ? $"took {allocated >> 20} MiB" : null);
    }

    private int HashCode(long input) => unchecked((seed * 1_000_003) ^ (int)(input * 7_919) ^ target.Name.Aggregate(17, (hash, c) => (hash * 31) + c));

    private IEnumerable<string> Kept() =>
        Directory.Exists(Folder) ? Directory.EnumerateFiles(Folder).Order(StringComparer.Ordinal) : [];

    private string Folder => Path.Combine(corpus, target.Name);

    private string Save(byte[] input)
    {
        Directory.CreateDirectory(Folder);
        string path = Path.Combine(Folder, Convert.ToHexStringLower(SHA256.HashData(input))[..16]);
        File.WriteAllBytes(path, input);
        return path;
    }

    private void GiveUp()
    {
        Console.WriteLine($"{target.Name}: an input of seed {seed} takes over {Hang.TotalSeconds} s; saved as {Save(_input)}");
        Environment.Exit(1);
    }
}
