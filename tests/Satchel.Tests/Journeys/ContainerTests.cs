using System.Text;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.TestKit.Containers;
using Satchel.Vaults;

namespace Satchel.Tests.Journeys;

/// <summary>Sources whose files lie in a container: they are saved, looked at and restored as if they were plain, and come back in the container.</summary>
public sealed class ContainerTests : IDisposable
{
    private const long MostForNothing = 64 * 1024;
    private const string Password = "open sesame";

    private readonly JourneyFolder _folder = new JourneyFolder().WithSample(messages: 600, mediaBytes: 300_000);
    private readonly FakeBackupFormat _format = new();
    private SourceKeys _keys = SourceKeys.None;
    private string? _password;

    private string Backups => Path.Combine(_folder.Root, "backup");

    public void Dispose()
    {
        _folder.Dispose();
        _keys.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Password)]
    public async Task A_backup_comes_back_as_the_container_that_it_was(string? password)
    {
        Make(password);
        BackupReport report = await BackUpAsync();

        RestoreReport restored = await RestoreAsync("restored");

        Assert.Empty(report.Unreadable);
        Assert.Empty(report.Warnings);
        Assert.Empty(restored.Lost);
        Assert.Equal((report.Files, 2), (restored.Files, restored.Databases));
        Assert.Equal(600, report.Messages);
        Assert.Equal(Tree(Backups), Tree(_folder.Root + "/restored"));
    }

    [Fact]
    public async Task Nothing_new_opens_no_file_and_grows_the_vault_by_next_to_nothing()
    {
        Make(Password);
        await BackUpAsync();
        int opened = _format.Opened;

        BackupReport second = await BackUpAsync();

        Assert.Equal(opened, _format.Opened);
        Assert.Equal((0, 0, 0), (second.NewMessages, second.ChangedMessages, second.RemovedMessages));
        Assert.InRange(second.BytesAdded, 0, MostForNothing);
        Assert.Equal(0, second.BytesRead);
    }

    [Fact]
    public async Task A_message_and_a_picture_more_cost_what_is_new()
    {
        Make(Password);
        BackupReport first = await BackUpAsync();
        int opened = _format.Opened;
        _folder.AddFile("Media/WhatsApp Images/new.jpg", [1, 2, 3]);
        _folder.Build(b => b.Media(b.Message(JourneyFolder.Ben, "AA", JourneyFolder.Noon, type: 1), "Media/WhatsApp Images/new.jpg", "image/jpeg", 3));
        Make(Password);

        BackupReport second = await BackUpAsync();

        Assert.Equal((1, 0, 0), (second.NewMessages, second.ChangedMessages, second.RemovedMessages));
        Assert.Equal(first.Files + 1, second.Files);
        Assert.InRange(_format.Opened - opened, 1, 3);   // the database of messages, the manifest, the picture
        HistoryMessage message = (await MessagesAsync(HistoryOrigin.Latest)).Single(m => m.Message.NativeId == "AA");
        Assert.False(Assert.Single(message.Message.Attachments).Missing);
    }

    [Fact]
    public async Task What_is_read_from_the_backup_is_what_its_snapshot_has()
    {
        Make(Password);
        await BackUpAsync();

        List<string> stored = await StreamAsync(HistoryOrigin.Latest);
        List<string> direct = await StreamAsync(HistoryOrigin.Parse(Backups));

        Assert.Equal(stored.Skip(1), direct.Skip(1));
        Assert.Contains(direct, line => line.Contains("\"sha256\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_the_password_nothing_is_written_and_decrypted_gives_the_files()
    {
        Make(Password);
        await BackUpAsync();
        _keys = SourceKeys.None;

        ChatFormatException refused = await Assert.ThrowsAsync<ChatFormatException>(() => RestoreAsync("restored"));
        RestoreReport plain = await RestoreAsync("plain", decrypted: true);

        Assert.Equal(ChatFormatProblem.KeyNeeded, refused.Problem);
        Assert.False(Directory.Exists(_folder.Root + "/restored"));
        Assert.Empty(plain.Lost);
        string[] own = [FakeBackup.Manifest, FakeBackup.Properties];
        Assert.All(own, name => Assert.True(File.Exists(Path.Combine(_folder.Root, "plain", name))));
        Array.ForEach(own, name => File.Delete(Path.Combine(_folder.Root, "plain", name)));
        Assert.Equal(WithoutEmpty(TreeText.Of(_folder.Source)), WithoutEmpty(TreeText.Of(_folder.Root + "/plain")));
    }

    [Fact]
    public async Task A_wrong_password_is_told_and_leaves_nothing()
    {
        Make(Password);
        await BackUpAsync();
        _keys = KeysOf("something else");

        ChatFormatException restoring = await Assert.ThrowsAsync<ChatFormatException>(() => RestoreAsync("restored"));
        ChatFormatException saving = await Assert.ThrowsAsync<ChatFormatException>(BackUpAsync);

        Assert.Equal((ChatFormatProblem.WrongKey, ChatFormatProblem.WrongKey), (restoring.Problem, saving.Problem));
        Assert.False(Directory.Exists(_folder.Root + "/restored"));
    }

    [Fact]
    public async Task A_file_that_the_manifest_names_and_that_is_not_there_is_named()
    {
        Make(null);
        string media = Path.GetRelativePath(_folder.Source, Directory.EnumerateFiles(Path.Combine(_folder.Source, "Media"), "*.jpg", SearchOption.AllDirectories).First());
        File.Delete(FakeBackup.StoredPath(Backups, media));

        BackupReport report = await BackUpAsync();

        Assert.Contains(media, Assert.Single(report.Unreadable), StringComparison.Ordinal);
        Assert.Equal(600, report.Messages);
        Assert.Empty((await RestoreAsync("restored")).Lost);
    }

    [Fact]
    public async Task A_container_is_put_over_what_lies_there_if_that_is_wanted()
    {
        Make(Password);
        await BackUpAsync();
        Directory.CreateDirectory(_folder.Root + "/restored");
        File.WriteAllText(_folder.Root + "/restored/" + FakeBackup.Manifest, "older");
        File.WriteAllText(_folder.Root + "/restored/else", "stays");

        RestoreReport report = await RestoreAsync("restored", overwrite: true);

        Assert.Empty(report.Lost);
        Assert.Equal("stays", File.ReadAllText(_folder.Root + "/restored/else"));
        File.Delete(_folder.Root + "/restored/else");
        Assert.Equal(Tree(Backups), Tree(_folder.Root + "/restored"));
    }

    [Fact]
    public async Task A_rehearsal_proves_the_files_of_a_container_without_its_password()
    {
        Make(Password);
        BackupReport saved = await BackUpAsync();
        await using Vault vault = await _folder.Vault.OpenAsync();

        RestoreReport report = await Rehearsal.RunAsync(vault, vault.Snapshots[^1], _folder.CacheOf("rehearsal"), _folder.Vault.Time, null, JourneyFolder.Token);

        Assert.Empty(report.Lost);
        Assert.Equal((saved.Files, 2), (report.Files, report.Databases));
    }

    private static SourceKeys KeysOf(string password)
    {
        SourceKeys keys = new();
        keys.Add(new SourceKey(SourceKeyKind.Passphrase, Encoding.UTF8.GetBytes(password)));
        return keys;
    }

    private static string WithoutEmpty(string tree) => string.Join('\n', tree.Split('\n').Where(line => !line.EndsWith('/')));

    // Names and bytes; a manifest is written again from its rows, so that it is compared as the database it is.
    private string Tree(string folder)
    {
        StringBuilder text = new();
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            byte[] content = File.ReadAllBytes(path);
            if (Path.GetFileName(path) == FakeBackup.Manifest || path.EndsWith(Path.GetFileName(FakeBackup.StoredPath("", "Databases/msgstore.db")), StringComparison.Ordinal)
                || path.EndsWith(Path.GetFileName(FakeBackup.StoredPath("", "Databases/wa.db")), StringComparison.Ordinal))
            {
                string plain = Path.Combine(_folder.Root, "compared.db");
                File.WriteAllBytes(plain, FakeBackup.Crypt(content, FakeBackup.KeyOf(_password)));
                text.AppendLine($"{Path.GetRelativePath(folder, path)} {TreeText.OfDatabase(plain)}");
                continue;
            }

            text.AppendLine($"{Path.GetRelativePath(folder, path)} {Convert.ToHexString(content)}");
        }

        return text.ToString();
    }

    private void Make(string? password)
    {
        _password = password;
        FakeBackup.Write(_folder.Source, Backups, password);
        _keys = password is null ? SourceKeys.None : KeysOf(password);
    }

    private Task<BackupReport> BackUpAsync() => _folder.BackUpAsync(with: o => o with { Keys = _keys, Formats = [_format] }, path: Backups);

    private Task<RestoreReport> RestoreAsync(string name, bool decrypted = false, bool overwrite = false) => _folder.RestoreAsync(
        name, new RestoreOptions { To = Path.Combine(_folder.Root, name), Keys = _keys, Decrypted = decrypted, Overwrite = overwrite, Formats = [_format] });

    private async Task<List<HistoryMessage>> MessagesAsync(HistoryOrigin origin)
    {
        await using Vault vault = await _folder.Vault.OpenAsync();
        await using HistoryView view = await OpenAsync(vault, origin);
        return await view.MessagesAsync(null, JourneyFolder.Token).ToListAsync(JourneyFolder.Token);
    }

    private async Task<List<string>> StreamAsync(HistoryOrigin origin)
    {
        await using Vault vault = await _folder.Vault.OpenAsync();
        await using HistoryView view = await OpenAsync(vault, origin);
        return await RecordLines.OfAsync(view, JourneyFolder.Token);
    }

    private async Task<HistoryView> OpenAsync(Vault vault, HistoryOrigin origin)
    {
        HistoryViewOptions options = new() { CacheFolder = _folder.CacheOf("views"), Keys = _keys, Formats = [_format] };
        return Assert.Single(await HistoryViews.OpenAsync(vault, origin, HistoryFilter.Everything, options, JourneyFolder.Token));
    }
}
