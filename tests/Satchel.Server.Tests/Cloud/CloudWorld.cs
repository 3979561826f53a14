using System.Text;
using Satchel.Cli;

namespace Satchel.Server.Tests.Cloud;

/// <summary>A person with a machine of their own: a folder with SATCHEL_HOME and secrets, where commands are run against a server.</summary>
internal sealed class CloudWorld : IDisposable
{
    public const string Passphrase = "correct horse battery staple";

    private readonly Dictionary<string, string> _environment;

    public CloudWorld(string host = "laptop")
    {
        Folder = Directory.CreateTempSubdirectory("satchel-cloud-").FullName;
        PassphraseFile = Write("passphrase.txt", Passphrase + "\n");
        _environment = new Dictionary<string, string>
        {
            ["SATCHEL_HOME"] = Home,
            ["SATCHEL_PASSPHRASE_FILE"] = PassphraseFile,
            ["HOSTNAME"] = host,
        };
    }

    public string Folder { get; }

    public string Home => At("home");

    public string PassphraseFile { get; }

    /// <summary>Sets a variable, or takes it away.</summary>
    public void Set(string variable, string? value)
    {
        _environment.Remove(variable);
        if (value is not null)
        {
            _environment.Add(variable, value);
        }
    }

    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>Writes a small file, and gives its path.</summary>
    public string Write(string name, string content)
    {
        string path = At(name);
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Runs a command.</summary>
    public async Task<CloudRun> RunAsync(params string[] args)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        int code;
        using (var terminal = new Terminal(output, error))
        {
            code = await CommandLine.RunAsync(args, new Session(terminal, _environment, TimeProvider.System), TestContext.Current.CancellationToken);
        }

        return new CloudRun(code, Encoding.UTF8.GetString(output.ToArray()), Encoding.UTF8.GetString(error.ToArray()));
    }

    /// <summary>Runs a command that must end with 0.</summary>
    public async Task<CloudRun> DoneAsync(params string[] args)
    {
        CloudRun run = await RunAsync(args);
        Assert.True(run.ExitCode == 0, $"{string.Join(' ', args)}\n{run.Output}{run.Error}(exit code {run.ExitCode})");
        return run;
    }

    /// <summary>Makes the account of an address, and keeps its recovery code in a file.</summary>
    public async Task<string> SignUpAsync(Uri server, string email)
    {
        CloudRun run = await DoneAsync("signup", server.ToString(), "--email", email, "--json");
        return Write("code.txt", run.Object.GetProperty("recoveryCode").GetString() + "\n");
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
