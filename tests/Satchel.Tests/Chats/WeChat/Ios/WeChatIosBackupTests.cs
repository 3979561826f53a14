using System.Text;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.Chats.WeChat;
using Satchel.TestKit.Apple;
using Satchel.TestKit.WeChat;
using Satchel.Tests.Chats.Apple;
using Satchel.Tests.Journeys;
using Satchel.Vaults;

namespace Satchel.Tests.Chats.WeChat.Ios;

/// <summary>WeChat on an iPhone, saved again and again.</summary>
public sealed class WeChatIosBackupTests : IDisposable
{
    private const string Second = "wxid_second";

    private readonly JourneyFolder _folder = new();
    private readonly SourceKeys _keys = new();

    public WeChatIosBackupTests() => _keys.Add(new SourceKey(SourceKeyKind.Passphrase, Encoding.UTF8.GetBytes(BackupWorld.Password)));

    public void Dispose()
    {
        _folder.Dispose();
        _keys.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Both_accounts_of_a_backup_are_histories_that_do_not_disturb_each_other(bool isEncrypted)
    {
        string root = Path.Combine(_folder.Root, "00008110-000000000000001E");
        IphoneBackupBuilder backup = new() { Password = isEncrypted ? BackupWorld.Password : null, InstalledApps = ["com.tencent.xin"] };
        string both = Path.Combine(_folder.Root, "both");
        Directory.CreateDirectory(both);
        new IosStoreBuilder(Conversation.Create()).WriteDocuments(both);
        new IosStoreBuilder(Conversation.Texts(12), Second).AddTo(backup, both);
        backup.Build(root);

        IReadOnlyList<BackupReport> first = await BackUpAsync(root);
        IReadOnlyList<BackupReport> second = await BackUpAsync(root);

        Assert.Equal(new[] { Conversation.OwnerId, Second }.Order(), first.Select(r => r.Account!).Order());
        Assert.Equal(Conversation.Create().Messages.Count, first.Single(r => r.Account == Conversation.OwnerId).Messages);
        Assert.Equal(12, first.Single(r => r.Account == Second).Messages);
        Assert.All(first, r => Assert.Empty(r.Unreadable));
        Assert.Equal(first.Select(r => r.Account), second.Select(r => r.Account));
        Assert.All(second, r => Assert.Equal((0, 0, 0, 0), (r.NewMessages, r.ChangedMessages, r.RemovedMessages, r.BytesRead)));
    }

    [Fact]
    public async Task A_day_later_only_what_is_new_is_read_and_the_history_is_as_if_all_were()
    {
        using IosAccount phone = new(new IosStoreBuilder(Conversation.Texts(60)));
        _ = await BackUpAsync(phone.Root);
        string ben = IosAccount.TableOf(Conversation.Ben);
        string hash = WeChatIds.ChatHash("wxid_new_friend");
        phone.Run(2, $"INSERT INTO {ben}(MesLocalID, MesSvrID, CreateTime, Message, Status, Type, Des) VALUES (900, 77, 1800000000, 'new', 3, 1, 1), (901, 0, 1800000000, 'local', 5, 1, 0)");
        phone.Run(0, $"DELETE FROM {ben} WHERE MesLocalID = 2");
        phone.Run(2, IosTables.Chat(hash) + $"INSERT INTO Chat_{hash}(MesSvrID, CreateTime, Message, Status, Type, Des) VALUES (78, 1800000001, 'hi', 3, 1, 1)");

        BackupReport next = Assert.Single(await BackUpAsync(phone.Root));

        Assert.Equal((3, 0, 1), (next.NewMessages, next.ChangedMessages, next.RemovedMessages));
        using JourneyFolder fresh = new();
        List<string> expected = await fresh.StreamAsync(new HistoryOrigin(HistoryOriginKind.Path, phone.Root));
        List<string> stored = await _folder.StreamAsync(new HistoryOrigin(HistoryOriginKind.Latest, "latest"));
        Assert.Equal(expected, stored);
        Assert.Contains(stored, line => line.Contains("\"md5:" + hash, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_becomes_known_names_the_chat()
    {
        using IosAccount phone = new(new IosStoreBuilder(Conversation.Texts(30)));
        string hash = WeChatIds.ChatHash("wxid_new_friend");
        phone.Run(2, IosTables.Chat(hash) + $"INSERT INTO Chat_{hash}(MesSvrID, CreateTime, Message, Status, Type, Des) VALUES (78, 1800000001, 'hi', 3, 1, 1)");
        _ = await BackUpAsync(phone.Root);
        using (Satchel.Chats.Sqlite.SqliteDatabase contacts = Satchel.Chats.Sqlite.SqliteDatabase.OpenForWriting(Path.Combine(phone.Account, "DB", "WCDB_Contact.sqlite")))
        {
            contacts.Execute("INSERT INTO Friend(userName, dbContactRemark) VALUES ('wxid_new_friend', X'0A024E6F')");
        }

        _ = await BackUpAsync(phone.Root);

        List<string> stored = await _folder.StreamAsync(new HistoryOrigin(HistoryOriginKind.Latest, "latest"));
        Assert.DoesNotContain(stored, line => line.Contains("\"md5:", StringComparison.Ordinal));
        Assert.Contains(stored, line => line.Contains("\"chat\":\"wxid_new_friend\"", StringComparison.Ordinal));
    }

    private async Task<IReadOnlyList<BackupReport>> BackUpAsync(string root)
    {
        _folder.Vault.Time.Advance(TimeSpan.FromHours(1));
        await using Vault vault = await _folder.Vault.OpenAsync();
        BackupOptions options = new() { CacheFolder = _folder.CacheOf("phone"), Keys = _keys, Time = _folder.Vault.Time };
        return await Backup.RunAsync(vault, [root], options, null, JourneyFolder.Token);
    }
}
