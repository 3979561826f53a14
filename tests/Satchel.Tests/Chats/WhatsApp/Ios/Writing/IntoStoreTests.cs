using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp.Ios.Writing;
using static Satchel.Tests.Chats.WhatsApp.Ios.Writing.WrittenStore;

namespace Satchel.Tests.Chats.WhatsApp.Ios.Writing;

public sealed class IntoStoreTests : IDisposable
{
    private const long Early = 1_699_000_000_000;
    private readonly PhoneStore _phone = new();

    public void Dispose() => _phone.Dispose();

    [Fact]
    public async Task Messages_join_the_chat_that_is_there_in_the_order_of_their_times()
    {
        using WrittenStore store = new() { Into = _phone.Opened };

        await store.WriteAsync(Text(Ben, "A1", Early, "before"), Text(Ben, "OLD1", Early + 1, "one"), Text(Ben, "A2", Early + 999_999_999_000, "after", Me));

        Assert.Equal([WriteOutcome.Written, WriteOutcome.AlreadyThere, WriteOutcome.Written], store.Outcomes);
        Assert.Equal(["1|before|901|NULL", "2|one|1|NULL", "3|two|2|NULL", "4|after|902|1"], store.Rows("SELECT ZSORT, ZTEXT, Z_PK, ZLASTSESSION FROM ZWAMESSAGE WHERE ZCHATSESSION = 1 ORDER BY ZSORT"));
        Assert.Equal("5|902|2|NULL|Benjamin", store.Row("SELECT ZMESSAGECOUNTER, ZLASTMESSAGE, ZUNREADCOUNT, ZLASTMESSAGETEXT, ZPARTNERNAME FROM ZWACHATSESSION WHERE Z_PK = 1"));
        Assert.Equal("902", store.Row("SELECT Z_MAX FROM Z_PRIMARYKEY WHERE Z_NAME = 'WAMessage'"));
        Assert.Equal("ok", store.Row("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task What_the_store_does_is_done_alike()
    {
        using WrittenStore store = new() { Into = _phone.Opened };

        await store.WriteAsync(Text(Ben, "A1", Early, "in"), Text(Ben, "A2", Early + 1, "out", Me) with { Status = MessageStatus.Read }, Text("85255507777@s.whatsapp.net", "A3", Early + 2, "new"));

        Assert.Equal("109|33|21|7", store.Message("A1", "m.Z_ENT, ZFLAGS, ZMESSAGESTATUS, ZNEWERTHANUS"));
        Assert.Equal("44|8", store.Message("A2", "ZFLAGS, ZMESSAGESTATUS"));
        Assert.Equal("104|280|0|4", store.Row("SELECT Z_ENT, ZFLAGS, ZUNREADCOUNT, Z_PK FROM ZWACHATSESSION WHERE ZCONTACTJID = '85255507777@s.whatsapp.net'"));
    }

    [Fact]
    public async Task A_chat_under_a_LID_is_found_by_the_number()
    {
        using WrittenStore store = new() { Into = _phone.Opened };

        await store.WriteAsync(Text(Cleo, "OLD3", Early, "three"), Text(Cleo, "C1", Early + 1, "again"), Text(Group, "G1", Early + 2, "here", Cleo));

        Assert.Equal([WriteOutcome.AlreadyThere, WriteOutcome.Written, WriteOutcome.Written], store.Outcomes);
        Assert.Equal("2|777@lid", store.Message("C1", "ZCHATSESSION, ZFROMJID"));
        Assert.Equal("2", store.Message("G1", "ZGROUPMEMBER"));
        Assert.Equal("3", store.Row("SELECT count(*) FROM ZWACHATSESSION"));
        Assert.Equal("2", store.Row("SELECT count(*) FROM ZWAGROUPMEMBER"));
    }

    [Fact]
    public async Task The_same_again_adds_nothing()
    {
        Message[] messages =
        [
            Text(Ben, "A1", Early, "before"),
            Text(Group, "", Early + 1, "nameless") with { NativeId = null },
            Text(Group, "E1", Early + 2, "") with { Kind = MessageKind.System, Text = null, Body = new SystemBody(SystemEvent.ParticipantAdded, Ben, [Me], null) },
            Text("status@broadcast", "S1", Early + 3, "sun", Ben),
            Text("new@g.us", "N1", Early + 4, "hello", Ben),
        ];
        using WrittenStore once = new() { Into = _phone.Opened };
        await once.WriteAsync(messages);
        using WrittenStore twice = new() { Into = PhoneStore.Open(once.Folder) };

        await twice.WriteAsync(messages);

        Assert.All(twice.Outcomes, outcome => Assert.Equal(WriteOutcome.AlreadyThere, outcome));
        foreach (string table in (string[])["ZWAMESSAGE", "ZWACHATSESSION", "ZWAGROUPMEMBER", "ZWAMEDIAITEM", "Z_PRIMARYKEY", "Z_METADATA", "Z_MODELCACHE"])
        {
            Assert.Equal(once.Rows($"SELECT * FROM {table}"), twice.Rows($"SELECT * FROM {table}"));
        }
    }

    [Fact]
    public async Task An_event_that_both_phones_saw_stands_once()
    {
        using PhoneStore phone = new("INSERT INTO ZWAMESSAGE (Z_PK, Z_ENT, Z_OPT, ZMESSAGETYPE, ZGROUPEVENTTYPE, ZISFROMME, ZCHATSESSION, ZSORT, ZMESSAGEDATE, ZSTANZAID, ZFROMJID, ZGROUPMEMBER) VALUES (5, 109, 1, 6, 3, 0, 3, 2, 720692800, 'OTHERID', 'x@g.us', 1)");
        using WrittenStore store = new() { Into = phone.Opened };

        await store.WriteAsync(Text(Group, "E1", 978_307_200_000 + 720_692_800_000, "") with { Kind = MessageKind.System, Text = null, Body = new SystemBody(SystemEvent.ParticipantLeft, Ben, [], null) });

        Assert.Equal([WriteOutcome.AlreadyThere], store.Outcomes);
    }

    [Fact]
    public async Task Other_files_of_the_phone_come_along()
    {
        Directory.CreateDirectory(Path.Join(_phone.Folder, "Message/Media/x"));
        await File.WriteAllTextAsync(Path.Join(_phone.Folder, "Message/Media/x/old.jpg"), "old", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Join(_phone.Folder, "Settings.plist"), "settings", TestContext.Current.CancellationToken);
        using WrittenStore store = new() { Into = _phone.Opened };

        await store.WriteAsync(Text(Ben, "A1", Early, "before"));

        Assert.Equal("old", await File.ReadAllTextAsync(Path.Join(store.Folder, "Message/Media/x/old.jpg"), TestContext.Current.CancellationToken));
        Assert.Equal("settings", await File.ReadAllTextAsync(Path.Join(store.Folder, "Settings.plist"), TestContext.Current.CancellationToken));
        Assert.DoesNotContain(store.Warnings, warning => warning.Contains("--into", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ALTER TABLE ZWAMESSAGE RENAME COLUMN ZSTANZAID TO ZOTHERID", "ZWAMESSAGE.ZSTANZAID", false)]
    [InlineData("UPDATE Z_PRIMARYKEY SET Z_NAME = 'WAMessageV2' WHERE Z_NAME = 'WAMessage'", "WAMessage", false)]
    [InlineData("DROP TABLE ZWAGROUPMEMBER", "ZWAGROUPMEMBER.ZMEMBERJID", false)]
    [InlineData("ALTER TABLE ZWAMEDIAITEM ADD COLUMN ZSEALED INTEGER NOT NULL DEFAULT 0", null, true)]
    [InlineData("CREATE TABLE t AS SELECT * FROM ZWAMEDIAITEM; DROP TABLE ZWAMEDIAITEM; CREATE TABLE ZWAMEDIAITEM (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZMESSAGE INTEGER, ZMEDIALOCALPATH VARCHAR, ZTITLE VARCHAR, ZVCARDSTRING VARCHAR, ZMETADATA BLOB, ZSEALED INTEGER NOT NULL)", "ZWAMEDIAITEM.ZSEALED", true)]
    public async Task A_store_of_another_version_is_refused_with_what_it_is(string sql, string? lacking, bool canBeForced)
    {
        using PhoneStore phone = new(sql);
        using WrittenStore store = new() { Into = phone.Opened };
        using WrittenStore forced = new() { Into = phone.Opened, Force = true };
        Message message = Text(Ben, "A1", Early, "reply") with { ReplyTo = new Quote("OLD1", Ben, "one") };

        if (lacking is null)
        {
            await store.WriteAsync(message);
        }
        else
        {
            ChatFormatException refused = await Assert.ThrowsAsync<ChatFormatException>(() => store.WriteAsync(message));
            Assert.Equal(ChatFormatProblem.UnsupportedVersion, refused.Problem);
            Assert.Contains(lacking, refused.Message, StringComparison.Ordinal);
            Assert.Empty(Directory.EnumerateFileSystemEntries(store.Folder));
        }

        if (canBeForced)
        {
            await forced.WriteAsync(message);
            Assert.Equal("901", forced.Message("A1", "m.Z_PK"));
        }
    }

    [Fact]
    public async Task Calls_go_to_the_phones_own_history_or_say_what_they_lack()
    {
        using WrittenStore store = new() { Into = _phone.Opened };

        await store.WriteAsync(
            Text(Ben, "C1", Early, "") with { Kind = MessageKind.Call, Text = null, Body = new CallBody(true, CallOutcome.Missed, null) },
            Text(Ben, "C2", Early, "") with { Kind = MessageKind.Call, Text = null, Body = new CallBody(true, CallOutcome.Answered, 9) });

        Assert.Equal("10|4", store.Message("C1", "ZMESSAGETYPE, ZGROUPEVENTTYPE"));
        Assert.Equal([new Loss(MessageKind.Call, IosLosses.CallDetails, 1)], store.Losses.All);
        Assert.False(File.Exists(Path.Join(store.Folder, "CallHistory.sqlite")));
    }

    [Fact]
    public async Task A_call_that_the_phones_history_has_stands_in_it_once()
    {
        Message call = Text(Ben, "CALL1", Early, "") with { Kind = MessageKind.Call, Text = null, Body = new CallBody(true, CallOutcome.Answered, 9) };
        using WrittenStore once = new();
        await once.WriteAsync(call);
        File.Copy(Path.Join(once.Folder, "CallHistory.sqlite"), Path.Join(_phone.Folder, "CallHistory.sqlite"));
        using WrittenStore store = new() { Into = _phone.Opened };

        await store.WriteAsync(call, call with { NativeId = "CALL2", SentAtMillis = Early + 1 });

        using SqliteDatabase calls = SqliteDatabase.OpenImmutable(Path.Join(store.Folder, "CallHistory.sqlite"));
        Assert.Equal(2, calls.ReadInteger("SELECT count(*) FROM ZWACDCALLEVENT"));
        Assert.Equal("59", store.Message("CALL1", "ZMESSAGETYPE"));
    }

    [Fact]
    public async Task Somebody_known_by_a_LID_alone_is_warned_of()
    {
        using WrittenStore store = new() { Into = _phone.Opened };

        await store.WriteAsync(Text("888@lid", "A1", Early, "who"));

        Assert.Contains(store.Warnings, warning => warning.StartsWith("1 chats are with people", StringComparison.Ordinal));
    }
}
