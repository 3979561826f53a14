using System.Diagnostics;
using System.Text.Json.Nodes;
using Satchel.Tests.Cli;
using Satchel.Tests.House;

namespace Satchel.Tests.SecondReader;

/// <summary>
/// The reader in tests/second-reader was written from docs/format.md alone. What it reads from a vault is what the
/// program reads: so the document is enough.
/// </summary>
public sealed class SecondReaderTests
{
    private static readonly string[] Compared = ["chat", "nativeId", "sender", "outgoing", "sentAt", "kind", "text"];

    [Fact]
    public async Task The_document_is_enough_to_list_the_messages_of_a_vault()
    {
        using CliWorld world = new();
        await MakeVaultAsync(world);

        CliRun export = await world.DoneAsync("export", "latest", "--format", "jsonl", "--out", "-");
        string[] read = Read(world, "--passphrase-file", world.PassphraseFile);

        string[] expected = [.. export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith("{\"type\":\"message\"", StringComparison.Ordinal)).Select(Comparable)];
        Assert.True(expected.Length > 1_000);
        Assert.Equal(expected.Order(StringComparer.Ordinal), read.Select(Comparable).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_document_is_enough_to_list_the_files_of_a_snapshot()
    {
        using CliWorld world = new();
        string phone = await MakeVaultAsync(world);

        string[] read = Read(world, "--passphrase-file", world.PassphraseFile, "--files");

        int files = Directory.EnumerateFiles(phone, "*", SearchOption.AllDirectories).Count();
        Assert.Equal(files, read.Count(line => JsonNode.Parse(line)!["type"]!.GetValue<string>() is "file" or "database"));
    }

    [Fact]
    public async Task Another_reader_is_as_strict_with_a_wrong_passphrase()
    {
        using CliWorld world = new();
        await world.DoneAsync("init", world.Vault);

        using Process process = Start(world, "--passphrase-file", world.Write("wrong.txt", "wrong\n"));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.NotEqual(0, process.ExitCode);
    }

    /// <summary>A vault with two days of a made-up phone, so that some nodes are stored as deltas; gives the phone's folder.</summary>
    private static async Task<string> MakeVaultAsync(CliWorld world)
    {
        string phone = world.At("phone");
        await world.DoneAsync("sample", "--messages", "3000", "--chats", "20", "--media-mb", "1", "--out", phone);
        await world.DoneAsync("init", world.Vault);
        await world.DoneAsync("backup", phone);
        await world.DoneAsync("sample", "--append", "200", "--append-media-mb", "0", "--out", phone);
        await world.DoneAsync("backup", phone);
        return phone;
    }

    private static string Comparable(string line)
    {
        JsonObject message = JsonNode.Parse(line)!.AsObject();
        return string.Join('\t', Compared.Select(member => $"{member}={message[member]?.ToJsonString()}"));
    }

    private static string[] Read(CliWorld world, params string[] arguments)
    {
        using Process process = Start(world, arguments);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Process Start(CliWorld world, params string[] arguments) =>
        Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(Checkout.Root, "tests", "second-reader", "satchel_reader.py"), world.Vault, .. arguments])
        {
            RedirectStandardOutput = true,
        })!;
}
