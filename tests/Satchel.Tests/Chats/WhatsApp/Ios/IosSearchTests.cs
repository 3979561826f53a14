using Satchel.Chats;
using Satchel.Chats.WhatsApp.Ios;
using Satchel.TestKit.Apple;
using Satchel.TestKit.WhatsApp;
using Satchel.Tests.Chats.Apple;
using static Satchel.Tests.Chats.WhatsApp.Ios.IosHistory;

namespace Satchel.Tests.Chats.WhatsApp.Ios;

public sealed class IosSearchTests : IDisposable
{
    private const string Settings = """
        <?xml version="1.0" encoding="UTF-8"?>
        <plist version="1.0"><dict><key>OwnJabberID</key><string>85255501234@s.whatsapp.net</string></dict></plist>
        """;

    private readonly string _root = Directory.CreateTempSubdirectory("satchel-search-ios-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void An_unpacked_folder_lists_its_databases_with_the_messages_first()
    {
        MakeStore("app/ChatStorage.sqlite");
        using (ChatStorageBuilder.CreateContacts(Path.Join(_root, "app", "ContactsV2.sqlite")))
        using (ChatStorageBuilder.CreateCalls(Path.Join(_root, "app", "CallHistory.sqlite")))
        using (ChatStorageBuilder.CreateLids(Path.Join(_root, "app", "LID.sqlite")))
        {
        }

        Directory.CreateDirectory(Path.Join(_root, "app", "fts"));
        MakeStore("app/fts/ChatSearchV5f.sqlite");
        Directory.CreateDirectory(Path.Join(_root, "app", "Message", "Media"));
        MakeStore("app/Message/Media/sent.sqlite");

        ChatSource source = Assert.Single(Find(""));

        Assert.Equal((Path.Join(_root, "app"), false, null, "plain", false), (source.Root, source.IsFile, source.Edition, source.Container, source.NeedsKey));
        Assert.Equal(
            [
                ("ChatStorage.sqlite", DatabaseRole.Messages),
                ("CallHistory.sqlite", DatabaseRole.Contacts),
                ("ContactsV2.sqlite", DatabaseRole.Contacts),
                ("LID.sqlite", DatabaseRole.Contacts),
                ("fts/ChatSearchV5f.sqlite", DatabaseRole.Other),
            ],
            source.Databases.Select(database => (database.Path, database.Role)));
    }

    [Fact]
    public void Nobody_looks_for_histories_among_the_files_of_messages()
    {
        MakeStore("app/ChatStorage.sqlite");
        Directory.CreateDirectory(Path.Join(_root, "app", "Message", "Media", "chat", "a"));
        File.WriteAllText(Path.Join(_root, "app", "Message", "Media", "chat", "a", "msgstore.db"), "a name that another app's reader looks for");
        Directory.CreateDirectory(Path.Join(_root, "Message", "Media"));
        MakeStore("Message/Media/ChatStorage.sqlite");

        string[] roots = [.. ChatFormats.All.SelectMany(format => format.Find(_root, [], Token)).Select(source => source.Root)];

        // The second "Message" is no app's: there is no store beside it.
        Assert.Equal([Path.Join(_root, "Message", "Media"), Path.Join(_root, "app")], roots);
    }

    [Theory]
    [InlineData("AppDomainGroup-group.net.whatsapp.WhatsApp.shared", null)]
    [InlineData("AppDomainGroup-group.net.whatsapp.WhatsAppSMB.shared", "business")]
    public void The_edition_is_told_by_the_folder(string folder, string? edition)
    {
        MakeStore($"{folder}/ChatStorage.sqlite");

        Assert.Equal(edition, Assert.Single(Find("")).Edition);
    }

    [Fact]
    public void A_single_file_is_told_by_its_tables()
    {
        MakeStore("copy.db");
        using (ChatStorageBuilder.CreateContacts(Path.Join(_root, "other.db")))
        {
        }

        ChatSource source = Assert.Single(Find("copy.db"));

        Assert.Equal((true, "copy.db", DatabaseRole.Messages), (source.IsFile, source.Databases[0].Path, source.Databases[0].Role));
        Assert.Empty(Find("other.db"));
    }

    [Fact]
    public void The_owner_is_told_by_the_settings_beside_it()
    {
        MakeStore("app/ChatStorage.sqlite");
        Directory.CreateDirectory(Path.Join(_root, "app", "Library", "Preferences"));
        File.WriteAllText(Path.Join(_root, "app", "Library", "Preferences", "group.net.whatsapp.WhatsApp.shared.plist"), Settings);

        Assert.Equal(Me, Assert.Single(Find("")).AccountId);
    }

    [Fact]
    public void What_stands_in_the_log_alone_is_read()
    {
        string path = Path.Join(_root, "ChatStorage.sqlite");
        using var store = ChatStorageBuilder.Create(path, new ChatStorageOptions { Wal = true });
        store.Message(Ben, "A", T0, text: "in the log");
        Assert.True(new FileInfo(path + "-wal").Length > 0);

        Assert.Equal("in the log", Assert.Single(Read(Assert.Single(Find("")), SourceKeys.None, "")).Text);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_backup_of_the_phone_is_read_where_it_lies(bool encrypted)
    {
        IphoneBackupBuilder builder = new() { Password = encrypted ? BackupWorld.Password : null };
        byte[] log = MakeStoreWithLog(out byte[] store);
        builder
            .Add(IosNames.Domain, "ChatStorage.sqlite", new IphoneFile { Content = store, ProtectionClass = 4 })
            .Add(IosNames.Domain, "ChatStorage.sqlite-wal", new IphoneFile { Content = log, ProtectionClass = 4 })
            .Add(IosNames.Domain, "Library/Preferences/group.net.whatsapp.WhatsApp.shared.plist", System.Text.Encoding.UTF8.GetBytes(Settings));
        builder.Build(Path.Join(_root, "Backup", "phone"));

        ChatSource source = Find("").Single(found => found.Edition is null);
        using SourceKeys keys = BackupWorld.Keys(BackupWorld.Password);
        Message message = Assert.Single(Read(source, keys, $"{IosNames.Domain}/"));

        Assert.Equal(("ios-backup", encrypted), (source.Container, source.NeedsKey));
        Assert.Equal(("in the log", Me), (message.Text, message.SenderId));
        Assert.Equal($"{IosNames.Domain}/Message/Media/a.jpg", message.Attachments[0].Path);
    }

    private static byte[] MakeStoreWithLog(out byte[] store)
    {
        using IosHistory history = new(new ChatStorageOptions { Wal = true });
        history.Store.File(history.Store.Message(Ben, "A", T0, 1, "in the log", fromMe: true), "Media/a.jpg", "image/jpeg", 4);
        store = File.ReadAllBytes(history.Store.Path);
        return File.ReadAllBytes(history.Store.Path + "-wal");
    }

    private List<Message> Read(ChatSource source, SourceKeys keys, string folder)
    {
        string scratch = Directory.CreateDirectory(Path.Join(_root, "scratch")).FullName;
        using ISourceFiles? files = source.Format.OpenFiles(source, keys, scratch, Token);
        ChatSource complete = files?.Complete(source) ?? source;
        Assert.Equal($"{folder}ChatStorage.sqlite", complete.Databases[0].Path);
        Dictionary<string, OpenedDatabase> databases = complete.Databases
            .Where(database => database.Role != DatabaseRole.Other)
            .ToDictionary(database => database.Path, database => source.Format.OpenDatabase(complete, files, database, keys, scratch, Token));
        using IChatReader reader = source.Format.OpenReader(complete, databases, new ReaderOptions());
        List<Message> messages = [.. reader.ReadMessages(Token)];
        foreach (OpenedDatabase database in databases.Values)
        {
            database.Dispose();
        }

        return messages;
    }

    private IReadOnlyList<ChatSource> Find(string below) => new WhatsAppIos().Find(Path.Join(_root, below), [], Token);

    private void MakeStore(string path)
    {
        string full = Path.Join(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        ChatStorageBuilder.Create(full).Dispose();
    }
}
