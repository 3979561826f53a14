using Satchel.TestKit;

namespace Satchel.Tests.Cli;

/// <summary>What a run of the program finds around it: a folder of its own with home, vault and secrets; it goes with the test.</summary>
internal sealed class CliWorld : IDisposable
{
    public CliWorld()
    {
        Folder = Directory.CreateTempSubdirectory("satchel-cli-").FullName;
        Vault = Path.Combine(Folder, "vault");
        PassphraseFile = Write("passphrase.txt", "correct horse battery staple\n");
        Environment = new Dictionary<string, string>
        {
            ["SATCHEL_HOME"] = Path.Combine(Folder, "home"),
            ["SATCHEL_VAULT"] = Vault,
            ["SATCHEL_PASSPHRASE_FILE"] = PassphraseFile,
        };
    }

    public string Folder { get; }

    public string Vault { get; }

    public string PassphraseFile { get; }

    public Dictionary<string, string> Environment { get; }

    public FakeTimeProvider Time { get; init; } = new();

    public Func<string, byte[]>? AskSecret { get; set; }

    public CancellationToken Cancellation { get; set; } = TestContext.Current.CancellationToken;

    /// <summary>A path in the folder.</summary>
    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>Writes a small file, and gives its path.</summary>
    public string Write(string name, string content)
    {
        string path = At(name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Runs a command.</summary>
    public Task<CliRun> RunAsync(params string[] args) => CliRun.OfAsync(this, args);

    /// <summary>Runs a command that must end with 0.</summary>
    public async Task<CliRun> DoneAsync(params string[] args)
    {
        CliRun run = await RunAsync(args);
        Assert.True(run.ExitCode == 0, run.Transcript);
        return run;
    }

    /// <summary>Every file in the folder but those of home, to show that a command left none behind.</summary>
    public string[] Files() =>
        [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path))
            .Where(path => !path.StartsWith("home/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
