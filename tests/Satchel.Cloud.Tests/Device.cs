using System.Diagnostics;
using System.Text.Json;

namespace Satchel.Cloud.Tests;

/// <summary>A person's machine: a home of its own, and the program run as they run it.</summary>
internal sealed class Device : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("satchel-device-").FullName;
    private readonly Dictionary<string, string> _environment;

    public Device(string passphrase = "correct horse battery staple")
    {
        PassphraseFile = File("passphrase.txt", passphrase);
        _environment = new() { ["SATCHEL_HOME"] = Path.Combine(_folder, "home"), ["HOME"] = _folder };
    }

    /// <summary>A file with the person's passphrase.</summary>
    public string PassphraseFile { get; }

    /// <summary>Sets a variable for each run.</summary>
    public void Set(string name, string value) => _environment[name] = value;

    /// <summary>Takes a variable away.</summary>
    public void Unset(string name) => _environment.Remove(name);

    /// <summary>A path on this machine.</summary>
    public string At(string name) => Path.Combine(_folder, name);

    /// <summary>Makes a file on this machine.</summary>
    public string File(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Runs a command.</summary>
    public async Task<CommandResult> RunAsync(params string[] arguments)
    {
        using Process process = Process.Start(Programs.Start("Satchel.Cli", _environment, arguments))!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new CommandResult(process.ExitCode, await output, await errors);
    }

    /// <summary>Runs a command that is to succeed, with <c>--json</c>, and gives its first line.</summary>
    public async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        CommandResult result = (await RunAsync([.. arguments, "--json"])).Expect(0);
        using var document = JsonDocument.Parse(result.Output.Split('\n')[0]);
        return document.RootElement.Clone();
    }

    /// <summary>Makes a made-up phone.</summary>
    public async Task<string> NewPhoneAsync(int messages, int mediaMiB)
    {
        string phone = At("phone");
        (await RunAsync("sample", "--out", phone, "--messages", $"{messages}", "--chats", "5", "--media-mb", $"{mediaMiB}")).Expect(0);
        return phone;
    }

    /// <summary>Signs up at a server and makes a vault there; from then on commands use it. Gives the recovery code.</summary>
    public async Task<string> SignUpAsync(Uri server, string vault = "family")
    {
        Set("SATCHEL_PASSPHRASE_FILE", PassphraseFile);
        string address = server.GetLeftPart(UriPartial.Authority);
        JsonElement account = await JsonAsync("signup", address, "--email", Email);
        await JsonAsync("init", $"{address}/{vault}");
        Set("SATCHEL_VAULT", $"{address}/{vault}");
        return account.GetProperty("recoveryCode").GetString()!;
    }

    /// <summary>The address of the account.</summary>
    public string Email { get; } = $"{Guid.NewGuid():N}@example.org";

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
