using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp.Ios.Writing;
using Satchel.Tests.Chats.Sqlite;
using static Satchel.Tests.Chats.WhatsApp.Ios.Writing.WrittenStore;

namespace Satchel.Tests.Chats.WhatsApp.Ios.Writing;

public sealed class ChatStorageValidatorTests
{
    private const long Early = 1_699_000_000_000;
    private static readonly AddedRows Everything = new(new Dictionary<string, long>());

    [Theory]
    [InlineData("message-entity", "UPDATE ZWAMESSAGE SET Z_ENT = 8 WHERE ZSTANZAID = 'A1'")]
    [InlineData("message-chat", "UPDATE ZWAMESSAGE SET ZCHATSESSION = 99 WHERE ZSTANZAID = 'A1'")]
    [InlineData("message-date", "UPDATE ZWAMESSAGE SET ZMESSAGEDATE = NULL WHERE ZSTANZAID = 'A1'")]
    [InlineData("message-id", "UPDATE ZWAMESSAGE SET ZSTANZAID = NULL WHERE ZSTANZAID = 'A1'")]
    [InlineData("message-text", "UPDATE ZWAMESSAGE SET ZTEXT = '' WHERE ZSTANZAID = 'A1'")]
    [InlineData("message-numbers", "UPDATE ZWAMESSAGE SET ZSTARRED = NULL WHERE ZSTANZAID = 'A1'")]
    [InlineData("message-media", "UPDATE ZWAMESSAGE SET ZMEDIAITEM = 99 WHERE ZSTANZAID = 'A1'")]
    [InlineData("one-address", "UPDATE ZWAMESSAGE SET ZTOJID = ZFROMJID WHERE ZSTANZAID = 'A1'")]
    [InlineData("one-address", "UPDATE ZWAMESSAGE SET ZISFROMME = 1 WHERE ZSTANZAID = 'A1'")]
    [InlineData("address-of-chat", "UPDATE ZWAMESSAGE SET ZFROMJID = 'x@s.whatsapp.net' WHERE ZSTANZAID = 'A1'")]
    [InlineData("member-of-chat", "UPDATE ZWAMESSAGE SET ZGROUPMEMBER = 1 WHERE ZSTANZAID = 'A1'")]
    [InlineData("last-session", "UPDATE ZWAMESSAGE SET ZLASTSESSION = ZCHATSESSION WHERE ZSTANZAID = 'A1'")]
    [InlineData("last-session", "UPDATE ZWAMESSAGE SET ZLASTSESSION = NULL WHERE ZSTANZAID = 'A3'")]
    [InlineData("last-message", "UPDATE ZWACHATSESSION SET ZLASTMESSAGE = NULL; UPDATE ZWAMESSAGE SET ZLASTSESSION = NULL")]
    [InlineData("last-message", "UPDATE ZWACHATSESSION SET ZLASTMESSAGEDATE = 5")]
    [InlineData("message-counter", "UPDATE ZWACHATSESSION SET ZMESSAGECOUNTER = 1")]
    [InlineData("sort-order", "UPDATE ZWAMESSAGE SET ZSORT = 7 WHERE ZSTANZAID = 'A1'")]
    [InlineData("sort-order", "UPDATE ZWAMESSAGE SET ZSORT = 3 - ZSORT WHERE ZSTANZAID IN ('A1', 'A2')")]
    [InlineData("last-row", "UPDATE Z_PRIMARYKEY SET Z_MAX = 1 WHERE Z_NAME = 'WAMessage'")]
    [InlineData("media-entity", "UPDATE ZWAMEDIAITEM SET Z_ENT = 9")]
    [InlineData("media-message", "INSERT INTO ZWAMEDIAITEM SELECT Z_PK + 1, Z_ENT, Z_OPT, ZCLOUDSTATUS, ZFILESIZE, ZMEDIAORIGIN, ZMOVIEDURATION, ZMESSAGE, ZASPECTRATIO, ZHACCURACY, ZLATITUDE, ZLONGITUDE, ZMEDIAURLDATE, ZAUTHORNAME, ZCOLLECTIONNAME, ZMEDIALOCALPATH, ZMEDIAURL, ZTHUMBNAILLOCALPATH, ZTITLE, ZVCARDNAME, ZVCARDSTRING, ZXMPPTHUMBPATH, ZMEDIAKEY, ZMETADATA FROM ZWAMEDIAITEM; UPDATE Z_PRIMARYKEY SET Z_MAX = 99")]
    [InlineData("media-numbers", "UPDATE ZWAMEDIAITEM SET ZMEDIAORIGIN = NULL")]
    [InlineData("media-path", "UPDATE ZWAMEDIAITEM SET ZMEDIALOCALPATH = 'Message/Media/x.jpg'")]
    [InlineData("info-entity", "UPDATE ZWAMESSAGEINFO SET Z_ENT = 9")]
    [InlineData("info-message", "UPDATE ZWAMESSAGEINFO SET ZMESSAGE = 1")]
    [InlineData("link-entity", "UPDATE ZWAMESSAGEDATAITEM SET Z_ENT = 9")]
    [InlineData("link-message", "UPDATE ZWAMESSAGEDATAITEM SET ZMESSAGE = 99")]
    [InlineData("chat-entity", "UPDATE ZWACHATSESSION SET Z_ENT = 9")]
    [InlineData("chat-unread", "UPDATE ZWACHATSESSION SET ZUNREADCOUNT = NULL")]
    [InlineData("group-info", "UPDATE ZWACHATSESSION SET ZGROUPINFO = NULL")]
    [InlineData("member-chat", "INSERT INTO ZWAGROUPMEMBER (Z_PK, Z_ENT, ZCHATSESSION, ZMEMBERJID) VALUES (50, 6, 77, 'x'); UPDATE Z_PRIMARYKEY SET Z_MAX = 99")]
    [InlineData("one-member", "UPDATE ZWAGROUPMEMBER SET ZMEMBERJID = 'same'")]
    [InlineData("one-chat", "INSERT INTO ZWACHATSESSION (Z_PK, Z_ENT, ZSESSIONTYPE, ZCONTACTJID, ZUNREADCOUNT) VALUES (50, 4, 0, '85255509999@s.whatsapp.net', 0); UPDATE Z_PRIMARYKEY SET Z_MAX = 99")]
    [InlineData("one-id", "UPDATE ZWAMESSAGE SET ZSTANZAID = 'A1' WHERE ZSTANZAID = 'A2'")]
    public async Task A_broken_rule_is_named(string rule, string sql)
    {
        using WrittenStore store = await WriteAsync(new WrittenStore());
        using TemporaryFolder folder = new();
        string path = Break(store, folder, sql);

        ChatFormatException refused = Assert.Throws<ChatFormatException>(() => ChatStorageValidator.Check(path, Everything, null));

        Assert.Equal(ChatFormatProblem.Damaged, refused.Problem);
        Assert.Contains($"the rule {rule}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_as_it_was_written_breaks_none()
    {
        using WrittenStore store = await WriteAsync(new WrittenStore());
        using TemporaryFolder folder = new();

        ChatStorageValidator.Check(Break(store, folder, ""), Everything, null);
    }

    [Fact]
    public async Task A_store_that_would_be_opened_without_its_log_is_refused()
    {
        using WrittenStore store = await WriteAsync(new WrittenStore());
        using TemporaryFolder folder = new();
        string path = Break(store, folder, "");
        SetJournalBytes(path, 1);

        ChatFormatException refused = Assert.Throws<ChatFormatException>(() => ChatStorageValidator.Check(path, Everything, null));

        Assert.Contains("the rule write-ahead-log", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_torn_page_is_refused()
    {
        using WrittenStore store = await WriteAsync(new WrittenStore());
        using TemporaryFolder folder = new();
        string path = Break(store, folder, "");
        long page = store.Database.ReadInteger("SELECT rootpage FROM sqlite_schema WHERE name = 'ZWAMESSAGE_ZSTANZAID_INDEX'") ?? 0;
        using (FileStream file = new(path, FileMode.Open, FileAccess.Write))
        {
            file.Position = ((page - 1) * 4096) + 1;
            file.Write([0xFF, 0xFF, 0xFF, 0xFF]);
        }

        ChatFormatException refused = Assert.Throws<ChatFormatException>(() => ChatStorageValidator.Check(path, Everything, null));

        Assert.Contains("the rule whole-database", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ZWAMESSAGE", "UPDATE ZWAMESSAGE SET ZTEXT = 'else' WHERE ZSTANZAID = 'OLD1'")]
    [InlineData("ZWAMESSAGE", "UPDATE ZWAMESSAGE SET ZSORT = 9 WHERE ZSTANZAID = 'OLD3'")]
    [InlineData("ZWAMESSAGE", "DELETE FROM ZWAMESSAGE WHERE ZSTANZAID = 'OLD3'")]
    [InlineData("ZWACHATSESSION", "UPDATE ZWACHATSESSION SET ZUNREADCOUNT = 0 WHERE Z_PK = 1")]
    [InlineData("ZWAGROUPMEMBER", "UPDATE ZWAGROUPMEMBER SET ZISACTIVE = 0 WHERE Z_PK = 1")]
    [InlineData("Z_METADATA", "UPDATE Z_METADATA SET Z_PLIST = NULL")]
    [InlineData("Z_MODELCACHE", "DELETE FROM Z_MODELCACHE")]
    [InlineData("Z_PRIMARYKEY", "UPDATE Z_PRIMARYKEY SET Z_SUPER = 4 WHERE Z_NAME = 'WAChatPushConfig'")]
    public async Task A_row_of_the_phones_own_that_changed_is_refused(string table, string sql)
    {
        using PhoneStore phone = new();
        using WrittenStore store = new() { Into = phone.Opened };
        await store.WriteAsync(Text(Ben, "A1", Early, "before"));
        using TemporaryFolder folder = new();
        string path = Break(store, folder, sql);
        AddedRows added = new(new Dictionary<string, long> { ["WAMessage"] = 900, ["WAChatSession"] = 3, ["WAGroupMember"] = 2, ["WAGroupInfo"] = 1 });

        ChatFormatException refused = Assert.Throws<ChatFormatException>(() => ChatStorageValidator.Check(path, added, phone.Path));

        Assert.Equal($"ChatStorage.sqlite: the store that was made breaks the rule kept-rows ({table}); it was thrown away", refused.Message);
    }

    private static Task<WrittenStore> WriteAsync(WrittenStore store)
    {
        store.Contents["a.jpg"] = [1, 2, 3];
        return store.WriteAsync(
            Text(Ben, "A1", Noon, "one"),
            Text(Ben, "A2", Noon + 1, "two", Me),
            Text(Ben, "A3", Noon + 2, "three") with { Kind = MessageKind.Image, Attachments = [new Attachment { Path = "a.jpg" }] },
            Text(Group, "G1", Noon + 3, "https://a") with { Kind = MessageKind.Link, Body = new LinkBody("https://a", "A", null), Reactions = [new Reaction(Cleo, "x", Noon)] });
    }

    private static string Break(WrittenStore store, TemporaryFolder folder, string sql)
    {
        string path = folder.File("ChatStorage.sqlite");
        File.Copy(Path.Join(store.Folder, "ChatStorage.sqlite"), path);
        SetJournalBytes(path, 1);
        using (SqliteDatabase database = SqliteDatabase.OpenForWriting(path))
        {
            database.Execute(sql);
        }

        SetJournalBytes(path, 2);
        return path;
    }

    private static void SetJournalBytes(string path, byte version)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Write);
        file.Position = 18;
        file.Write([version, version]);
    }
}
