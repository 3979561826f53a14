using Satchel.Chats;
using Satchel.Chats.WeChat.Android;
using Satchel.TestKit.WeChat;
using Satchel.Tests.Chats.Sqlite;

namespace Satchel.Tests.Chats.WeChat.Android;

public sealed class AndroidFindTests : IDisposable
{
    private const string OtherHash = "00112233445566778899aabbccddeeff";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, "plain", "plain")]
    [InlineData("4c27f5d", "sqlcipher", "sqlcipher1")]
    public void The_private_folder_of_an_account_is_found_with_its_databases(string? passphrase, string container, string scheme)
    {
        string account = Build($"data/data/com.tencent.mm/MicroMsg/{AndroidAccount.Hash}", passphrase);
        AndroidStoreBuilder.Build(Conversation.Texts(1), Path.Join(account, "x"), new AndroidStoreOptions());
        File.Move(Path.Join(account, "x", "EnMicroMsg.db"), Path.Join(account, "SnsMicroMsg.db"));
        Directory.Delete(Path.Join(account, "x"), recursive: true);

        ChatSource source = Assert.Single(Find(_folder.File("data")));

        Assert.Equal(account, source.Root);
        Assert.Equal(container, source.Container);
        Assert.Equal(passphrase is not null, source.NeedsKey);
        Assert.Null(source.Part);
        Assert.Equal(
            [
                new SourceDatabase("EnMicroMsg.db", DatabaseRole.Messages, scheme),
                new SourceDatabase("WxFileIndex.db", DatabaseRole.Contacts, scheme),
                new SourceDatabase("SnsMicroMsg.db", DatabaseRole.Other, "plain"),
            ],
            source.Databases.Select(database => database with { Companions = [] }).Select(database => new SourceDatabase(database.Path, database.Role, database.Container)));
    }

    [Fact]
    public void Each_account_is_a_source_of_its_own()
    {
        Build($"MicroMsg/{AndroidAccount.Hash}", "4c27f5d");
        Build($"MicroMsg/{OtherHash}", null);

        Assert.Equal([OtherHash, AndroidAccount.Hash], Find(_folder.File("MicroMsg")).Select(source => Path.GetFileName(source.Root)));
    }

    [Fact]
    public void Media_on_shared_storage_are_found_by_the_mapping()
    {
        string account = Build($"data/data/com.tencent.mm/MicroMsg/{AndroidAccount.Hash}", null, _folder.File($"sdcard/Android/data/com.tencent.mm/MicroMsg/{OtherHash}"));
        Directory.CreateDirectory(_folder.File("sdcard/Android/data/com.tencent.mm/MicroMsg/ffffffffffffffffffffffffffffffff/image2"));
        File.WriteAllText(Path.Join(account, "account.mapping"), OtherHash);

        ChatSource source = Assert.Single(Find(_folder.File("")));

        Assert.Equal(Path.TrimEndingDirectorySeparator(_folder.File("")), source.Root);
        using IChatReader reader = AndroidAccount.Read(source, SourceKeys.None, source.Root);
        List<Attachment> files = [.. reader.ReadMessages(Token).Where(message => message.Kind == MessageKind.Voice).SelectMany(message => message.Attachments)];
        Assert.All(files, file => Assert.True(File.Exists(Path.Join(source.Root, file.Path))));
    }

    [Fact]
    public void A_folder_that_holds_the_database_and_the_database_alone_are_sources()
    {
        string account = Build("copied", "4c27f5d");

        Assert.Equal(account, Assert.Single(Find(account)).Root);
        ChatSource file = Assert.Single(Find(Path.Join(account, "EnMicroMsg.db")));
        Assert.True(file.IsFile);
        Assert.Equal([new SourceDatabase("EnMicroMsg.db", DatabaseRole.Messages, "sqlcipher1")], file.Databases);
        Assert.Empty(Find(Path.Join(account, "WxFileIndex.db")));
    }

    [Fact]
    public void A_decrypted_database_is_known_by_its_tables_whatever_its_name()
    {
        string account = Build("copied", null);
        File.Move(Path.Join(account, "EnMicroMsg.db"), _folder.File("decrypted.sqlite"));

        Assert.Equal("plain", Assert.Single(Find(_folder.File("decrypted.sqlite"))).Container);
        Assert.Empty(Find(account));
    }

    [Fact]
    public void Every_format_finds_only_its_own()
    {
        Build("phone/MicroMsg/" + AndroidAccount.Hash, null);

        Assert.Single(ChatFormats.All.SelectMany(format => format.Find(_folder.File("phone"), [], Token)));
    }

    public void Dispose() => _folder.Dispose();

    private static IReadOnlyList<ChatSource> Find(string path) => new WeChatAndroid().Find(path, [], Token);

    private string Build(string name, string? passphrase, string? media = null)
    {
        string account = _folder.File(name);
        AndroidStoreBuilder.Build(Conversation.Create(), account, new AndroidStoreOptions { Passphrase = passphrase, MediaFolder = media });
        return account;
    }
}
