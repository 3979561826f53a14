using System.Text;
using System.Text.RegularExpressions;

namespace Satchel.Server.Tests.Cloud;

/// <summary>What a person sees of a cloud, from the account to another machine, as somebody looked at it and found it good. SATCHEL_APPROVE=1 writes it again.</summary>
public sealed partial class CloudTranscriptTests : IAsyncLifetime
{
    private readonly CloudWorld _laptop = new();
    private readonly CloudWorld _desktop = new("desktop");
    private readonly StringBuilder _transcript = new();
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _laptop.Dispose();
        _desktop.Dispose();
    }

    [Fact]
    public async Task From_the_account_to_another_machine()
    {
        string server = _server.Url.ToString().TrimEnd('/');
        string wrong = _desktop.Write("wrong.txt", "correct house");

        await ShowAsync(_laptop, "account");
        await ShowAsync(_laptop, "signup", server, "--email", "ana@example.org");
        await ShowAsync(_laptop, "init", $"{server}/family");
        await ShowAsync(_laptop, "account", "--json");
        await ShowAsync(_desktop, "snapshots", "--vault", $"{server}/family");
        await ShowAsync(_desktop, "login", server, "--email", "ana@example.org", "--passphrase-file", wrong);
        await ShowAsync(_desktop, "login", server, "--email", "ana@example.org", "--name", "the old desktop");
        await ShowAsync(_desktop, "snapshots", "--vault", $"{server}/family");
        await ShowAsync(_desktop, "devices", "--json");
        string id = (await _desktop.DoneAsync("devices", "--json")).Objects[1].GetProperty("id").GetString()!;
        await ShowAsync(_laptop, "devices", "revoke", id);
        await ShowAsync(_desktop, "snapshots", "--vault", $"{server}/family");

        Check(Normal(_transcript.ToString()));
    }

    private async Task ShowAsync(CloudWorld world, params string[] args)
    {
        CloudRun run = await world.RunAsync(args);
        string machine = world == _laptop ? "laptop" : "desktop";
        _transcript.Append(System.Globalization.CultureInfo.InvariantCulture, $"{machine}$ satchel {string.Join(' ', args)}\n{run.Output}{run.Error}");
        _transcript.Append(run.ExitCode == 0 ? "\n" : $"(exit code {run.ExitCode})\n\n");
    }

    private string Normal(string text)
    {
        text = text.Replace(_server.Url.Authority, "cloud.example.org", StringComparison.Ordinal);
        text = text.Replace("http://", "https://", StringComparison.Ordinal);
        text = text.Replace(_desktop.Folder, "/home/ana", StringComparison.Ordinal);
        text = RecoveryCode().Replace(text, "ABCD-EFGH-JKMN-PQRS");
        text = Time().Replace(text, "<time>");
        text = UsedBytes().Replace(text, "\"usedBytes\":<bytes>");
        return Id().Replace(text, "<id>");
    }

    private static void Check(string text)
    {
        string path = Path.Combine(Accounts.OpaqueVectors.Root(), "tests", "Satchel.Server.Tests", "Cloud", "CloudTranscriptTests.approved.txt");
        if (Environment.GetEnvironmentVariable("SATCHEL_APPROVE") == "1")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : "", text);
    }

    [GeneratedRegex("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}")]
    private static partial Regex RecoveryCode();

    [GeneratedRegex("[0-9a-f]{32}|(?<=revoked )[0-9a-f]{8}")]
    private static partial Regex Id();

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT[0-9:.]+Z")]
    private static partial Regex Time();

    [GeneratedRegex("\"usedBytes\":[0-9]+")]
    private static partial Regex UsedBytes();
}
