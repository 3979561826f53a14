using System.Text;
using Satchel.Chats;
using Satchel.TestKit.Apple;
using Satchel.TestKit.WhatsApp;
using Satchel.Tests.Chats.Apple;
using Satchel.Vaults;

namespace Satchel.Tests.Journeys;

/// <summary>Backups of an iPhone, saved again and again.</summary>
public sealed class IphoneBackupTests : IDisposable
{
    private const string Business = "AppDomainGroup-group.net.whatsapp.WhatsAppSMB.shared";
    private const string Picture = "Message/Media/85255509999@s.whatsapp.net/a/b/picture.jpg";

    private readonly JourneyFolder _folder = new();
    private readonly SourceKeys _keys = new();

    public IphoneBackupTests() => _keys.Add(new SourceKey(SourceKeyKind.Passphrase, Encoding.UTF8.GetBytes(BackupWorld.Password)));

    public void Dispose()
    {
        _folder.Dispose();
        _keys.Dispose();
    }

    [Fact]
    public async Task Nothing_new_reads_nothing_and_grows_the_vault_by_next_to_nothing()
    {
        string root = Build(BackupWorld.Shared, "net.whatsapp.WhatsApp");
        BackupReport first = Assert.Single(await BackUpAsync(root));

        BackupReport second = Assert.Single(await BackUpAsync(root));

        Assert.Empty(second.Unreadable);
        Assert.Equal((2, first.Files), (second.Messages, second.Files));
        Assert.Equal((0, 0, 0, 0), (second.NewMessages, second.ChangedMessages, second.RemovedMessages, second.BytesRead));
        Assert.InRange(second.BytesAdded, 0, 64 * 1024);
    }

    [Fact]
    public async Task Both_editions_in_one_backup_are_two_histories_that_do_not_disturb_each_other()
    {
        string root = Build(BackupWorld.Shared, "net.whatsapp.WhatsApp", "net.whatsapp.WhatsAppSMB");
        IReadOnlyList<BackupReport> first = await BackUpAsync(root);

        IReadOnlyList<BackupReport> second = await BackUpAsync(root);

        Assert.Equal([2, 2], first.Select(r => r.Messages));
        Assert.All(second, r => Assert.Equal((0, 0, 0, 0), (r.NewMessages, r.ChangedMessages, r.RemovedMessages, r.BytesRead)));
        await using Vault vault = await _folder.Vault.OpenAsync();
        Assert.Equal([null, "business", null, "business"], vault.Snapshots.Select(s => s.Source.Edition));
    }

    private string Build(string domain, params string[] apps)
    {
        string messages = Path.Combine(_folder.Root, "ChatStorage.sqlite");
        using (ChatStorageBuilder store = ChatStorageBuilder.Create(messages))
        {
            store.Session(JourneyFolder.Ben, "Ben");
            store.Message(JourneyFolder.Ben, "3A0102030405060708AB", JourneyFolder.Noon, text: "hello from a phone");
            store.File(store.Message(JourneyFolder.Ben, "3A0102030405060708AC", JourneyFolder.Noon + 1000, type: 1), Picture["Message/".Length..], "image/jpeg", 5_000);
            store.Database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        IphoneBackupBuilder builder = new() { Password = BackupWorld.Password, InstalledApps = apps };
        foreach (string each in apps.Length > 1 ? new[] { domain, Business } : [domain])
        {
            builder.Add(each, "ChatStorage.sqlite", new IphoneFile { Content = File.ReadAllBytes(messages), ProtectionClass = 4 })
                .Add(each, Picture, BackupWorld.Bytes(5_000, 1));
        }

        string root = Path.Combine(_folder.Root, "00008110-000000000000001E");
        builder.Build(root);
        return root;
    }

    private async Task<IReadOnlyList<BackupReport>> BackUpAsync(string root)
    {
        _folder.Vault.Time.Advance(TimeSpan.FromHours(1));
        await using Vault vault = await _folder.Vault.OpenAsync();
        BackupOptions options = new() { CacheFolder = _folder.CacheOf("phone"), Keys = _keys, Time = _folder.Vault.Time };
        return await Backup.RunAsync(vault, [root], options, null, JourneyFolder.Token);
    }
}
