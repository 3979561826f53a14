namespace Satchel.Tests.Durability;

public sealed class KillTests
{
    private const int Kills = 12;
    private const int Seed = 20261121;
    private const int MostFilesOfABackup = 9;

    [Fact]
    public async Task A_backup_that_is_killed_loses_nothing_acknowledged_and_leaves_nothing_behind()
    {
        using PhoneWorld phone = await PhoneWorld.CreateAsync();
        Random random = new(Seed);
        Acknowledged last = await phone.SaveAsync();
        for (int kill = 0; kill < Kills * PhoneWorld.Loops; kill++)
        {
            phone.AddDay(messages: 20, mediaBytes: 400_000, leaveLog: kill % 3 == 0);
            await KillBackupAsync(phone, random, kill);

            await phone.AssertWholeAsync();
            await phone.AssertRestoresAsync(last);
            string[] newest = [.. (await phone.SnapshotsAsync()).SkipWhile(id => id != last.Id).Skip(1)];
            if (newest is [string unacknowledged])
            {
                // It was killed between its commit and its end: then the snapshot is there, whole.
                await phone.AssertRestoresAsync(new Acknowledged(unacknowledged, phone.Text));
            }

            Assert.InRange(newest.Length, 0, 1);
            last = await phone.SaveAsync();
            await phone.AssertPrunesCleanAsync();
        }

        await phone.AssertRestoresAsync(last);
    }

    [Fact]
    public async Task A_prune_that_is_killed_loses_nothing()
    {
        using PhoneWorld phone = await PhoneWorld.CreateAsync();
        Random random = new(Seed);
        for (int kill = 0; kill < 3 * PhoneWorld.Loops; kill++)
        {
            await phone.SaveAsync();
            File.Delete(Directory.EnumerateFiles(Path.Combine(phone.Source, "Media"), "*", SearchOption.AllDirectories).First());
            phone.AddDay();
            Acknowledged last = await phone.SaveAsync();
            Assert.Equal(0, (await phone.RunAsync("forget", "--keep-last", "1")).ExitCode);
            using (var prune = ProgramProcess.Start(phone.Cli, "prune", "--grace", "0"))
            {
                await KillAfterAsync(phone, prune, random, random.Next(1, 5));
            }

            await phone.AssertWholeAsync();
            await phone.AssertRestoresAsync(last);
            await phone.AssertPrunesCleanAsync();
            await phone.AssertRestoresAsync(last);
        }
    }

    // By turns at a moment, and as a file appears in the vault: what lies between two writes is short, and much happens there.
    private static async Task KillBackupAsync(PhoneWorld phone, Random random, int kill)
    {
        using var backup = ProgramProcess.Start(phone.Cli, "backup", phone.Source);
        if (kill % 3 == 2)
        {
            backup.WaitFor(() => phone.FilesBelow("sessions").Length > 0);
            await Task.Delay(random.Next(200), TestContext.Current.CancellationToken);
            await backup.KillAsync();
            return;
        }

        await KillAfterAsync(phone, backup, random, random.Next(1, MostFilesOfABackup));
    }

    private static async Task KillAfterAsync(PhoneWorld phone, ProgramProcess process, Random random, int changes)
    {
        HashSet<string> seen = [.. phone.FilesBelow("")];
        int before = seen.Count;
        int gone = 0;
        process.WaitFor(() =>
        {
            string[] now = phone.FilesBelow("");
            seen.UnionWith(now);
            gone = Math.Max(gone, seen.Count - now.Length);
            return seen.Count - before + gone >= changes;
        });
        if (random.Next(2) == 0)
        {
            Thread.SpinWait(random.Next(100_000));
        }

        await process.KillAsync();
    }
}
