using Satchel.Chats;
using Satchel.Chats.WhatsApp.Android;
using Satchel.TestKit.WhatsApp;

namespace Satchel.Tests.Chats.WhatsApp.Android;

public sealed class WhatsAppSearchTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("satchel-search-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void A_whatsapp_folder_lists_its_databases_with_the_messages_first()
    {
        MakeStore("WhatsApp/Databases/msgstore.db");
        MakeContacts("WhatsApp/Databases/wa.db");
        MakeContacts("WhatsApp/Backups/chatsettings.db");
        MakeFile("WhatsApp/Databases/msgstore-2024-01-02.1.db.crypt15");
        MakeFile("WhatsApp/Databases/msgstore-increment-1.db.crypt15");
        MakeFile("WhatsApp/Backups/wa.db.crypt15");
        MakeFile("WhatsApp/Backups/stickers.db.crypt15");
        MakeFile("WhatsApp/Media/WhatsApp Images/IMG-1.jpg");

        ChatSource source = Assert.Single(Find(""));

        Assert.Equal((Path.Join(_root, "WhatsApp"), false, null, "plain", false), (source.Root, source.IsFile, source.Edition, source.Container, source.NeedsKey));
        Assert.Equal(
            [
                ("Databases/msgstore.db", DatabaseRole.Messages, "plain"),
                ("Backups/wa.db.crypt15", DatabaseRole.Contacts, "crypt15"),
                ("Databases/wa.db", DatabaseRole.Contacts, "plain"),
                ("Backups/chatsettings.db", DatabaseRole.Other, "plain"),
                ("Databases/msgstore-2024-01-02.1.db.crypt15", DatabaseRole.Other, "crypt15"),
            ],
            source.Databases.Select(database => (database.Path, database.Role, database.Container)));
        Assert.Equal(["Databases/msgstore-increment-1.db.crypt15"], source.Databases[0].Companions);
    }

    [Theory]
    [InlineData("Android/media/com.whatsapp/WhatsApp/Databases/msgstore.db", "Android/media/com.whatsapp/WhatsApp", null)]
    [InlineData("Android/media/com.whatsapp.w4b/WhatsApp Business/Databases/msgstore.db", "Android/media/com.whatsapp.w4b/WhatsApp Business", "business")]
    [InlineData("sdcard/WhatsApp/Databases/msgstore.db", "sdcard/WhatsApp", null)]
    [InlineData("data/data/com.whatsapp/databases/msgstore.db", "data/data/com.whatsapp", null)]
    [InlineData("data/data/com.whatsapp.w4b/databases/msgstore.db", "data/data/com.whatsapp.w4b", "business")]
    [InlineData("copied/msgstore.db", "copied", null)]
    public void A_history_is_found_in_a_phones_folders(string store, string root, string? edition)
    {
        MakeStore(store);

        ChatSource source = Assert.Single(Find(""));

        Assert.Equal((Path.Join(_root, root), edition), (source.Root, source.Edition));
    }

    [Fact]
    public void The_newest_of_the_encrypted_databases_holds_the_messages()
    {
        MakeFile("W/Databases/msgstore.db.crypt14", age: 5);
        MakeFile("W/Databases/msgstore.db.crypt15", age: 9);

        ChatSource source = Assert.Single(Find(""));

        Assert.Equal("Databases/msgstore.db.crypt14", source.Databases[0].Path);
        Assert.Equal(("crypt14", true), (source.Container, source.NeedsKey));
        Assert.Equal(DatabaseRole.Other, source.Databases[1].Role);
    }

    [Fact]
    public void A_dated_copy_is_taken_where_there_is_nothing_else()
    {
        MakeFile("W/Databases/msgstore-2024-01-02.1.db.crypt15");
        MakeFile("W/Databases/msgstore-2024-03-01.1.db.crypt15");
        MakeFile("W/Databases/msgstore-2024-03-01.2.db.crypt15");

        Assert.Equal("Databases/msgstore-2024-03-01.1.db.crypt15", Assert.Single(Find("")).Databases[0].Path);
    }

    [Theory]
    [InlineData("msgstore.db")]
    [InlineData("a copy.bin")]
    public void A_single_file_is_known_by_its_tables(string name)
    {
        MakeStore(name);

        ChatSource source = Assert.Single(Find(name));

        Assert.True(source.IsFile);
        Assert.Equal([new SourceDatabase(name, DatabaseRole.Messages, "plain")], source.Databases);
    }

    [Fact]
    public void A_single_encrypted_file_needs_a_key()
    {
        MakeFile("msgstore.db.crypt12");

        Assert.True(Assert.Single(Find("msgstore.db.crypt12")).NeedsKey);
    }

    [Fact]
    public void Other_files_folders_and_links_are_nothing()
    {
        MakeContacts("wa.db");
        MakeFile("notes.txt");
        MakeStore("elsewhere/msgstore.db");
        Directory.CreateDirectory(Path.Join(_root, "inside"));
        Directory.CreateSymbolicLink(Path.Join(_root, "inside", "link"), Path.Join(_root, "elsewhere"));

        Directory.CreateDirectory(Path.Join(_root, "inside", "linked"));
        File.CreateSymbolicLink(Path.Join(_root, "inside", "linked", "msgstore.db"), Path.Join(_root, "elsewhere", "msgstore.db"));

        Assert.Empty(Find("wa.db"));
        Assert.Empty(Find("notes.txt"));
        Assert.Empty(Find("inside"));
        Assert.Empty(Find("not there"));
    }

    [Fact]
    public void The_apps_settings_tell_whose_history_it_is()
    {
        MakeStore("com.whatsapp/databases/msgstore.db");
        Directory.CreateDirectory(Path.Join(_root, "com.whatsapp/shared_prefs"));
        File.WriteAllText(
            Path.Join(_root, "com.whatsapp/shared_prefs/com.whatsapp_preferences_light.xml"),
            "<?xml version='1.0' encoding='utf-8' standalone='yes' ?><map><string name=\"x\">1</string><string name=\"registration_jid\">85255501234</string></map>");

        Assert.Equal("85255501234@s.whatsapp.net", Assert.Single(Find("")).AccountId);
    }

    [Fact]
    public void A_database_with_a_log_beside_it_is_read_with_what_the_log_holds()
    {
        string path = Path.Join(_root, "msgstore.db");
        MakeStore("msgstore.db");
        using MsgstoreBuilder store = MsgstoreBuilder.Open(path);
        store.Database.Execute("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0");
        store.Message("1@s.whatsapp.net", "IN-LOG", 5, text: "x");
        ChatSource source = Assert.Single(Find("msgstore.db"));

        using OpenedDatabase opened = source.Format.OpenDatabase(source, null, source.Databases[0], SourceKeys.None, _root, Token);
        using IChatReader reader = source.Format.OpenReader(source, new Dictionary<string, OpenedDatabase> { ["msgstore.db"] = opened }, new ReaderOptions());

        Assert.True(opened.IsScratch);
        Assert.Contains(reader.ReadMessages(Token), message => message.NativeId == "IN-LOG");
    }

    private IReadOnlyList<ChatSource> Find(string path) => new WhatsAppAndroid().Find(Path.Join(_root, path), [], Token);

    private void MakeStore(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Join(_root, path))!);
        using MsgstoreBuilder store = MsgstoreBuilder.Create(Path.Join(_root, path));
        store.Message("1@s.whatsapp.net", "A", 1, text: "x");
    }

    private void MakeContacts(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Join(_root, path))!);
        using ContactsBuilder contacts = new(Path.Join(_root, path));
    }

    private void MakeFile(string path, int age = 0)
    {
        string full = Path.Join(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, new byte[400]);
        File.SetLastWriteTimeUtc(full, new DateTime(2024, 6, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(-age));
    }
}
