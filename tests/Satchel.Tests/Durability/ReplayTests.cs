using Satchel.Tests.Cli;

namespace Satchel.Tests.Durability;

/// <summary>A storage that gives back something else than what was put.</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task A_storage_that_replays_an_old_state_is_4_for_every_command_and_nothing_is_written()
    {
        using PhoneWorld phone = await PhoneWorld.CreateAsync();
        await phone.SaveAsync();
        string old = phone.Cli.At("old");
        Copy(phone.Vault, old);
        phone.AddDay();
        await phone.SaveAsync();
        Directory.Delete(phone.Vault, recursive: true);
        Copy(old, phone.Vault);
        string[] before = phone.FilesBelow("");

        foreach (string[] command in Commands(phone))
        {
            CliRun run = await phone.RunAsync(command);
            Assert.True(run.ExitCode == 4, $"{command[0]}: {run.Transcript}");
        }

        Assert.Equal(before, phone.FilesBelow(""));
    }

    [Fact]
    public async Task A_dropped_swapped_or_shortened_file_is_found()
    {
        using PhoneWorld phone = await PhoneWorld.CreateAsync(messages: 60, mediaBytes: 20_000);
        await phone.SaveAsync();
        phone.AddDay();
        await phone.SaveAsync();
        string[] files = phone.FilesBelow("");
        foreach (string file in files)
        {
            byte[] content = File.ReadAllBytes(file);

            // Without these there is no vault, or this device's key was removed: a storage may say so.
            bool isKey = Path.GetFileName(file) == "satchel.json" || file.Contains("/keys/", StringComparison.Ordinal);
            byte[] other = File.ReadAllBytes(files.First(f => f != file && Path.GetDirectoryName(f) == Path.GetDirectoryName(file) || Path.GetFileName(f) == "satchel.json"));
            foreach (byte[]? bad in (byte[]?[])[null, other, content[..(content.Length / 2)], []])
            {
                if (bad is not null && bad.AsSpan().SequenceEqual(content))
                {
                    continue;
                }

                Put(file, bad);
                CliRun check = await phone.RunAsync("check", "--read-data");
                int[] expected = bad is not null || !isKey ? [4] : [4, 10, 12];
                Assert.True(expected.Contains(check.ExitCode), $"{file}, {bad?.Length ?? -1} bytes: {check.Transcript}");
                Put(file, content);
            }
        }

        await phone.AssertWholeAsync();
    }

    private static IEnumerable<string[]> Commands(PhoneWorld phone) =>
    [
        ["backup", phone.Source], ["snapshots"], ["check"], ["restore", "--to", phone.Cli.At("back")], ["prune"], ["forget", "--keep-last", "1"],
        ["search", "a"], ["chats"], ["rehearse"],
    ];

    private static void Put(string file, byte[]? content)
    {
        if (content is null)
        {
            File.Delete(file);
        }
        else
        {
            File.WriteAllBytes(file, content);
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
