using System.Text;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WeChat;
using Satchel.Chats.WeChat.Ios;
using Satchel.Chats.WeChat.Ios.Writing;
using Satchel.TestKit.Apple;
using Satchel.TestKit.WeChat;
using Satchel.Tests.Chats.Apple;
using Satchel.Tests.Journeys;

namespace Satchel.Tests.Chats.WeChat.Ios.Writing;

public sealed class WeChatIosWriterTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("satchel-wechat-out-").FullName;
    private readonly SourceKeys _keys = new();

    public WeChatIosWriterTests() => _keys.Add(new SourceKey(SourceKeyKind.Passphrase, Encoding.UTF8.GetBytes(BackupWorld.Password)));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Out => Path.Combine(_root, "out");

    public void Dispose()
    {
        _keys.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task A_new_store_reads_back_as_what_it_was_made_of()
    {
        using IosAccount phone = new();

        MigrationReport report = await MigrateAsync(phone.Root);

        Assert.Equal(Conversation.Create().Messages.Count, report.Messages);
        Assert.All(report.Losses, loss => Assert.Contains(loss.What, WeChatIosLosses.All));
        Assert.Contains(report.Warnings, warning => warning.Contains("experimental", StringComparison.Ordinal));
        Assert.True(File.Exists(Path.Combine(Out, "Documents", WeChatIds.ChatHash(Conversation.OwnerId), "DB", "MM.sqlite")));
        Assert.Equal(await LinesAsync(phone.Root), await LinesAsync(Out));
    }

    [Fact]
    public async Task The_phone_has_each_message_once_however_often_it_is_merged()
    {
        Conversation conversation = Conversation.Texts(90);
        using IosAccount phone = new(new IosStoreBuilder(conversation) { Databases = 2 });
        using IosAccount older = new(new IosStoreBuilder(Conversation.Texts(60)));
        foreach (string chat in conversation.ChatIds)
        {
            phone.Run(0, $"DELETE FROM {IosAccount.TableOf(chat)} WHERE MesLocalID < 4");
        }

        MigrationReport report = await MigrateAsync(older.Root, phone.Root);
        string first = Out;
        MigrationReport again = await MigrateAsync(older.Root, first, to: Path.Combine(_root, "again"));

        Assert.Equal((9, 51), (report.Messages, report.AlreadyThere));
        Assert.Equal((0, 60), (again.Messages, again.AlreadyThere));
        Assert.Equal(await LinesAsync(first), await LinesAsync(Path.Combine(_root, "again")));
        using IosAccount whole = new(new IosStoreBuilder(conversation));
        Assert.Equal(await LinesAsync(whole.Root), await LinesAsync(first));
    }

    [Fact]
    public async Task New_messages_go_on_in_the_newest_database_under_new_numbers()
    {
        using IosAccount phone = new(new IosStoreBuilder(Conversation.Texts(30)) { Databases = 3 });
        using IosAccount newer = new(new IosStoreBuilder(Conversation.Texts(30, 30)));

        _ = await MigrateAsync(newer.Root, phone.Root);

        string account = Path.Combine(Out, "Documents", WeChatIds.ChatHash(Conversation.OwnerId));
        using SqliteDatabase newest = SqliteDatabase.OpenImmutable(Path.Combine(account, "DB", "message_2.sqlite"));
        string table = IosAccount.TableOf(Conversation.Ben);
        Assert.Equal(20, newest.ReadInteger($"SELECT max(MesLocalID) FROM {table}"));
        Assert.Equal(20, newest.ReadInteger($"SELECT seq FROM sqlite_sequence WHERE name = '{table}'"));
        Assert.Equal(File.ReadAllBytes(phone.Database(0)), File.ReadAllBytes(Path.Combine(account, "DB", "MM.sqlite")));
        Assert.True(File.Exists(Path.Combine(Out, "Documents", "LoginInfo2.dat")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_backup_of_the_phone_gets_the_messages_and_is_else_as_it_was(bool isEncrypted)
    {
        IphoneBackupBuilder builder = new() { Password = isEncrypted ? BackupWorld.Password : null, InstalledApps = ["com.tencent.xin"] };
        new IosStoreBuilder(Conversation.Texts(30, 100)).AddTo(builder, Path.Combine(_root, "scratch-phone"));
        builder.Add("HomeDomain", "Library/other.txt", [1, 2, 3]);
        string backup = Path.Combine(_root, "backup");
        builder.Build(backup);
        using IosAccount other = new();

        MigrationReport report = await MigrateAsync(other.Root, backup, "ios-backup");

        List<string> lines = await LinesAsync(Out, _keys);
        Assert.Equal((Conversation.Create().Messages.Count, 0), (report.Messages, report.AlreadyThere));
        Assert.Equal(30 + report.Messages, lines.Count(IsMessage));
        Assert.All(await LinesAsync(other.Root), line => Assert.True(!line.StartsWith("{\"type\":\"message\"", StringComparison.Ordinal) || lines.Contains(line), line));
    }

    [Fact]
    public async Task A_chat_without_a_name_goes_into_the_table_of_its_hash()
    {
        using IosAccount phone = new(new IosStoreBuilder(Conversation.Create()) { HasContacts = false });

        _ = await MigrateAsync(phone.Root);

        string hikers = "\"chat\":\"md5:" + WeChatIds.ChatHash(Conversation.Hikers);
        List<string> expected = [.. (await LinesAsync(phone.Root)).Where(line => line.Contains(hikers, StringComparison.Ordinal))];
        Assert.NotEmpty(expected);
        Assert.Equal(expected, (await LinesAsync(Out)).Where(line => line.Contains(hikers, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_store_of_which_a_database_cannot_be_opened_is_not_merged_into()
    {
        using IosAccount phone = new(new IosStoreBuilder(Conversation.Texts(30)));
        using IosAccount other = new(new IosStoreBuilder(Conversation.Texts(9)));
        byte[] bytes = File.ReadAllBytes(phone.Database(1));
        bytes.AsSpan(16, 84).Fill(0xFF);
        File.WriteAllBytes(phone.Database(1), bytes);

        _ = await Assert.ThrowsAsync<ChatFormatException>(() => MigrateAsync(other.Root, phone.Root));

        Assert.False(Directory.Exists(Out) && Directory.EnumerateFileSystemEntries(Out).Any());
    }

    private static bool IsMessage(string line) => line.StartsWith("{\"type\":\"message\"", StringComparison.Ordinal);

    private async Task<MigrationReport> MigrateAsync(string from, string? into = null, string container = "plain", string? to = null)
    {
        IReadOnlyList<HistoryView> views = await OpenAsync(from, SourceKeys.None);
        await using HistoryView view = Assert.Single(views);
        MigrationOptions options = new() { Format = new WeChatIosWriterFormat(), Out = to ?? Out, Into = into, Container = container, Keys = _keys, CacheFolder = Path.Combine(_root, "cache") };
        return await Migration.RunAsync(views, options, null, Token);
    }

    private async Task<List<string>> LinesAsync(string root, SourceKeys? keys = null)
    {
        IReadOnlyList<HistoryView> views = await OpenAsync(root, keys ?? SourceKeys.None);
        await using HistoryView view = Assert.Single(views);
        List<string> lines = await RecordLines.OfAsync(view, Token);
        return [.. lines.Select(WithoutPaths)];
    }

    private Task<IReadOnlyList<HistoryView>> OpenAsync(string root, SourceKeys keys) => HistoryViews.OpenAsync(
        null, new HistoryOrigin(HistoryOriginKind.Path, root), HistoryFilter.Everything, new HistoryViewOptions { CacheFolder = Path.Combine(_root, "cache"), Keys = keys, Formats = [new WeChatIos()] }, Token);

    // Where a file lies depends on the number of its message in the store.
    private static string WithoutPaths(string line) => System.Text.RegularExpressions.Regex.Replace(line, ",?\"path\":\"[^\"]*\"", "");
}
