using Satchel.Tests.Cli;
using Satchel.Tests.Journeys;

namespace Satchel.Tests.Durability;

/// <summary>A bit of any file of a vault turns: it is named, and no command gives anything but the truth.</summary>
public sealed class BitFlipTests
{
    private const int FlipsPerFile = 3;
    private const int Seed = 7;

    [Fact]
    public async Task Every_flipped_bit_is_named_by_check()
    {
        using PhoneWorld phone = await NewVaultAsync();
        Random random = new(Seed);
        foreach (string file in phone.FilesBelow(""))
        {
            byte[] content = File.ReadAllBytes(file);
            for (int i = 0; i < FlipsPerFile * PhoneWorld.Loops; i++)
            {
                Flip(file, content, random.NextInt64(content.Length * 8L));
                CliRun run = await phone.RunAsync("check", "--read-data", "--json");
                Assert.True(run.ExitCode == 4, $"{file}: {run.Transcript}");
                Assert.Contains(Path.GetFileName(file), run.Transcript, StringComparison.Ordinal);
            }

            File.WriteAllBytes(file, content);
        }

        await phone.AssertWholeAsync();
    }

    [Fact]
    public async Task No_command_gives_wrong_bytes_and_what_is_undamaged_restores()
    {
        using PhoneWorld phone = await NewVaultAsync();
        Random random = new(Seed + 1);
        string[] lines = [.. (await phone.RunAsync("export", "latest", "--format", "jsonl", "--out", "-")).Output.Split('\n')];
        string text = phone.Text;
        foreach (string file in phone.FilesBelow(""))
        {
            byte[] content = File.ReadAllBytes(file);
            for (int i = 0; i < PhoneWorld.Loops; i++)
            {
                Flip(file, content, random.NextInt64(content.Length * 8L));
                Directory.Delete(Path.Combine(phone.Cli.At("home"), "cache"), recursive: true);   // nobody remembers it whole
                await AssertRestoresTruthAsync(phone, text, file);
                await AssertExportsTruthAsync(phone, [.. lines], file);
                foreach (string[] command in (string[][])[["search", "e", "--json"], ["chats"], ["snapshots"], ["stats"]])
                {
                    CliRun run = await phone.RunAsync(command);
                    Assert.True(run.ExitCode is 0 or 1 or 3 or 4, $"{file}: {command[0]}: {run.Transcript}");
                }
            }

            File.WriteAllBytes(file, content);
        }
    }

    [Fact]
    public async Task A_backup_into_a_damaged_vault_fails_or_is_whole()
    {
        using PhoneWorld phone = await NewVaultAsync();
        Random random = new(Seed + 2);
        foreach (string file in phone.FilesBelow(""))
        {
            byte[] content = File.ReadAllBytes(file);
            Flip(file, content, random.NextInt64(content.Length * 8L));
            phone.AddDay(messages: 5, mediaBytes: 20_000);
            CliRun run = await phone.RunAsync("backup", phone.Source, "--json");
            File.WriteAllBytes(file, content);

            Assert.True(run.ExitCode is 0 or 1 or 3 or 4, $"{file}: {run.Transcript}");
            if (run.ExitCode == 0)
            {
                await phone.AssertRestoresAsync(new Acknowledged(PhoneWorld.Json(run).GetProperty("snapshot").GetString()!, phone.Text));
            }

            await phone.AssertWholeAsync();
        }
    }

    private static async Task<PhoneWorld> NewVaultAsync()
    {
        PhoneWorld phone = await PhoneWorld.CreateAsync(messages: 100, mediaBytes: 40_000);
        await phone.SaveAsync();
        phone.AddDay(messages: 5, mediaBytes: 20_000);
        await phone.SaveAsync();
        return phone;
    }

    private static async Task AssertRestoresTruthAsync(PhoneWorld phone, string text, string file)
    {
        string to = phone.Cli.At("back");
        CliRun run = await phone.RunAsync("restore", "--to", to);
        Assert.True(run.ExitCode is 0 or 1 or 3 or 4, run.Transcript);
        if (run.ExitCode is 0 or 3)
        {
            string[] wanted = text.Split('\n');
            string[] given = TreeText.Of(to).Split('\n');
            string wrong = string.Join('\n', given.Except(wanted));
            Assert.True(wrong.Length == 0, $"{file}: exit code {run.ExitCode}: {wrong}\n{run.Error}");
            Assert.Equal(run.ExitCode == 0, wanted.Length == given.Length);
        }

        if (run.ExitCode == 3)
        {
            Assert.Contains("not restored: ", run.Error, StringComparison.Ordinal);
        }

        if (Directory.Exists(to))
        {
            Directory.Delete(to, recursive: true);
        }
    }

    private static async Task AssertExportsTruthAsync(PhoneWorld phone, HashSet<string> lines, string file)
    {
        CliRun run = await phone.RunAsync("export", "latest", "--format", "jsonl", "--out", "-");
        Assert.True(run.ExitCode is 0 or 3 or 4, run.Transcript);
        string[] given = run.Output.Split('\n');

        // Without its directory the account's line has what the snapshot's own record says, and no name.
        string wrong = string.Join('\n', given.Except(lines).Where(line => run.ExitCode == 0 || !line.StartsWith("{\"type\":\"account\"", StringComparison.Ordinal)));
        Assert.True(wrong.Length == 0, $"{file}: exit code {run.ExitCode}: {wrong}\n{run.Error}");
        Assert.Equal(run.ExitCode == 0, given.Length == lines.Count);
    }

    private static void Flip(string file, byte[] content, long bit)
    {
        byte[] flipped = [.. content];
        flipped[bit / 8] ^= (byte)(1 << (int)(bit % 8));
        File.WriteAllBytes(file, flipped);
    }
}
