using System.Diagnostics;
using Satchel.Chats.Sqlite;
using Satchel.Tests.Cli;
using Satchel.Tests.Journeys;

namespace Satchel.Tests.Durability;

/// <summary>Sources as they are met: names, links, things that are no files, databases in the middle of something.</summary>
public sealed class SourceTroubleTests
{
    [Fact]
    public async Task Names_of_any_kind_come_back()
    {
        using PhoneWorld phone = await PhoneWorld.CreateAsync(messages: 50, mediaBytes: 5_000);
        string media = Path.Combine(phone.Source, "Media");
        string[] names = ["a\nb.jpg", "漢字 😀.png", "e\u0301.txt", "\u00e9.txt", " leading and trailing ", "-rf", "--json", "\"quoted'\\", "tab\t\u0007bell", "\u202Egpj.exe", new('x', 255), "CON", "a*?b", "%2F", "~"];
        foreach (string name in names)
        {
            File.WriteAllText(Path.Combine(media, name), name);
        }

        Directory.CreateDirectory(Path.Combine(media, "empty\nfolder"));
        File.CreateSymbolicLink(Path.Combine(media, "dangling"), "nowhere/\u6f22");

        Acknowledged saved = await phone.SaveAsync();

        await phone.AssertRestoresAsync(saved);
        CliRun text = await phone.RunAsync("restore", "--to", phone.Cli.At("second"));
        Assert.DoesNotContain('\u0007', text.Transcript);
    }

    [Fact]
    public async Task A_folder_that_is_emptied_and_filled_beside_another_of_a_longer_name_is_followed()
    {
        using PhoneWorld phone = await PhoneWorld.CreateAsync(messages: 50, mediaBytes: 5_000);
        string folder = Path.Combine(phone.Source, "Media", "WhatsApp Things");
        Directory.CreateDirectory(folder + " Notes");
        File.WriteAllText(Path.Combine(folder + " Notes", "a"), "a");
        Directory.CreateDirectory(folder);
        await phone.AssertRestoresAsync(await phone.SaveAsync());
        await phone.AssertRestoresAsync(await phone.SaveAsync());
        File.WriteAllText(Path.Combine(folder, "b"), "b");
        await phone.AssertRestoresAsync(await phone.SaveAsync());
        File.Delete(Path.Combine(folder, "b"));
        await phone.AssertRestoresAsync(await phone.SaveAsync());
    }

    [Fact]
    public async Task What_cannot_be_read_is_3_and_named_and_the_rest_comes_back()
    {
        using PhoneWorld phone = await PhoneWorld.CreateAsync(messages: 50, mediaBytes: 5_000);
        Acknowledged whole = await phone.SaveAsync();
        string pipe = Path.Combine(phone.Source, "Media", "pipe");
        await RunAsync("mkfifo", pipe);

        // The kernel gives an error for every read of it, as a broken disk does.
        string broken = Path.Combine(phone.Source, "Media", "broken.jpg");
        bool isMounted = await RunAsync("touch", broken) && await RunAsync("mount", "--bind", $"/proc/{Environment.ProcessId}/mem", broken);
        try
        {
            CliRun run = await phone.RunAsync("backup", phone.Source, "--json");

            Assert.Equal(3, run.ExitCode);
            Assert.Contains("pipe", run.Error, StringComparison.Ordinal);
            Assert.Equal(isMounted, run.Error.Contains("broken.jpg: ", StringComparison.Ordinal));
            await phone.AssertRestoresAsync(whole with { Id = PhoneWorld.Json(run).GetProperty("snapshot").GetString()! });
        }
        finally
        {
            if (isMounted)
            {
                await RunAsync("umount", broken);
            }
        }
    }

    [Fact]
    public async Task Media_that_vanish_while_they_are_read_are_named_or_not_there()
    {
        using PhoneWorld phone = await PhoneWorld.CreateAsync(messages: 50, mediaBytes: 2_000_000);
        string[] files = [.. Directory.EnumerateFiles(Path.Combine(phone.Source, "Media"), "*", SearchOption.AllDirectories).OrderDescending(StringComparer.Ordinal)];
        Task<CliRun> backup = Task.Run(() => phone.RunAsync("backup", phone.Source), TestContext.Current.CancellationToken);
        foreach (string file in files)
        {
            File.Delete(file);
            await Task.Yield();
        }

        CliRun run = await backup;

        Assert.True(run.ExitCode is 0 or 3, run.Transcript);
        await phone.AssertWholeAsync();
        await phone.AssertRestoresAsync(await phone.SaveAsync());
    }

    [Fact]
    public async Task A_database_that_is_written_while_it_is_read_is_saved_as_it_was_at_one_moment()
    {
        using PhoneWorld phone = await PhoneWorld.CreateAsync(messages: 2000, mediaBytes: 0);
        string path = Path.Combine(phone.Source, "Databases", "msgstore.db");
        using CancellationTokenSource stop = new();
        var writing = Task.Run(() => WriteUntil(path, stop.Token), TestContext.Current.CancellationToken);
        for (int i = 0; i < 3; i++)
        {
            CliRun run = await phone.RunAsync("backup", phone.Source);
            Assert.True(run.ExitCode is 0 or 3, run.Transcript);
        }

        await stop.CancelAsync();
        await writing;

        Acknowledged quiet = await phone.SaveAsync();
        await phone.AssertWholeAsync();
        await phone.AssertRestoresAsync(quiet);
    }

    [Fact]
    public async Task A_transaction_that_was_not_finished_is_taken_back_as_SQLite_does()
    {
        using PhoneWorld phone = await PhoneWorld.CreateAsync(messages: 300, mediaBytes: 0);
        string path = Path.Combine(phone.Source, "Databases", "msgstore.db");
        string before = TreeText.OfDatabase(path);
        LeaveHotJournal(path);

        CliRun run = await phone.RunAsync("backup", phone.Source);
        await phone.RunAsync("restore", "--to", phone.Cli.At("back"));

        Assert.True(run.ExitCode == 0, run.Transcript);
        Assert.Equal(before, TreeText.OfDatabase(Path.Combine(phone.Cli.At("back"), "Databases", "msgstore.db")));
        Assert.False(File.Exists(Path.Combine(phone.Cli.At("back"), "Databases", "msgstore.db-journal")));
        Assert.True(File.Exists(path + "-journal"));
    }

    [Fact]
    public async Task A_journal_that_says_nothing_is_a_file_like_any_other()
    {
        using PhoneWorld phone = await PhoneWorld.CreateAsync(messages: 50, mediaBytes: 0);
        string databases = Path.Combine(phone.Source, "Databases");
        File.WriteAllBytes(Path.Combine(databases, "msgstore.db-journal"), new byte[512]);
        File.WriteAllBytes(Path.Combine(databases, "wa.db-journal"), []);

        await phone.AssertRestoresAsync(await phone.SaveAsync());
    }

    [Fact]
    public async Task A_log_beside_a_damaged_database_goes_when_the_database_is_whole_again()
    {
        using PhoneWorld phone = await PhoneWorld.CreateAsync(messages: 100, mediaBytes: 0);
        string path = Path.Combine(phone.Source, "Databases", "msgstore.db");
        byte[] whole = File.ReadAllBytes(path);
        await phone.SaveAsync();
        phone.AddDay(leaveLog: true);
        File.WriteAllBytes(path, whole[..5000]);
        Assert.Equal(3, (await phone.RunAsync("backup", phone.Source)).ExitCode);
        File.WriteAllBytes(path, whole);
        File.Delete(path + "-wal");

        await phone.AssertRestoresAsync(await phone.SaveAsync());
        Assert.Equal(0, (await phone.RunAsync("restore", "--to", phone.Cli.At("back"))).ExitCode);
        Assert.False(File.Exists(Path.Combine(phone.Cli.At("back"), "Databases", "msgstore.db-wal")));
    }

    [Fact]
    public async Task A_page_of_garbage_is_3_and_the_database_comes_back_byte_for_byte()
    {
        using PhoneWorld phone = await PhoneWorld.CreateAsync(messages: 300, mediaBytes: 5_000);
        string path = Path.Combine(phone.Source, "Databases", "msgstore.db");
        byte[] bytes = File.ReadAllBytes(path);
        new Random(3).NextBytes(bytes.AsSpan(4096 * 5, 4096));
        File.WriteAllBytes(path, bytes);

        CliRun run = await phone.RunAsync("backup", phone.Source);
        CliRun restored = await phone.RunAsync("restore", "--to", phone.Cli.At("back"));

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("msgstore.db", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, restored.ExitCode);
        Assert.Equal(bytes, File.ReadAllBytes(Path.Combine(phone.Cli.At("back"), "Databases", "msgstore.db")));
    }

    private static void WriteUntil(string path, CancellationToken stop)
    {
        using var database = SqliteDatabase.OpenForWriting(path);
        database.Execute("PRAGMA synchronous=OFF; PRAGMA journal_mode=MEMORY");
        for (int i = 0; !stop.IsCancellationRequested; i++)
        {
            database.Execute($"UPDATE message SET text_data = 'written {i}' WHERE _id % 50 = {i % 50}");
        }
    }

    // As after a crash in the middle of a transaction that had begun to write into the file.
    private static void LeaveHotJournal(string path)
    {
        using var database = SqliteDatabase.OpenForWriting(path);
        database.Execute("PRAGMA journal_mode=DELETE; PRAGMA cache_size=2; PRAGMA cache_spill=1; PRAGMA synchronous=FULL");
        database.Execute("BEGIN; UPDATE message SET text_data = 'half done'");
        File.Copy(path, path + ".kept");
        File.Copy(path + "-journal", path + "-journal.kept");
        database.Execute("ROLLBACK");
        database.Dispose();
        File.Move(path + ".kept", path, overwrite: true);
        File.Move(path + "-journal.kept", path + "-journal", overwrite: true);
    }

    private static async Task<bool> RunAsync(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true })!;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0;
    }
}
