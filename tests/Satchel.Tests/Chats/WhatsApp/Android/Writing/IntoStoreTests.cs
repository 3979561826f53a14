using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.TestKit.WhatsApp;
using static Satchel.Tests.Chats.WhatsApp.Android.History;

namespace Satchel.Tests.Chats.WhatsApp.Android.Writing;

public class IntoStoreTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task What_was_there_stays_and_what_was_not_is_added(int seed, bool indices)
    {
        using History phone = new(new MsgstoreOptions { ShuffleSeed = seed, Indices = indices });
        RandomHistory random = new(phone.Store, seed);
        random.Grow(60);
        List<string> before = Comparable.Of(phone.Messages());
        Dictionary<string, List<string>> rows = Dump(phone.Store.Database);
        using AndroidTarget target = new() { Into = phone.Root };

        await target.WriteAsync([], [EveryKind.InGroup], EveryKind.Messages, EveryKind.Files);

        Assert.Equal([.. before.Concat(Comparable.Of(EveryKind.Messages)).Order(StringComparer.Ordinal)], Comparable.Of(target.Messages()));
        Assert.Equal(["ok"], target.Rows("PRAGMA integrity_check"));
        using SqliteDatabase written = target.Open();
        Dictionary<string, List<string>> after = Dump(written);
        Assert.Equal(rows.Keys.Order(), after.Keys.Order());
        Assert.All(rows, table => Assert.Empty(table.Value.Except(after[table.Key])));
        Assert.Equal(Schema(phone.Store.Database), Schema(written));
    }

    [Fact]
    public async Task Writing_the_same_again_adds_nothing()
    {
        using AndroidTarget first = new();
        await first.WriteAsync([], [EveryKind.InGroup], EveryKind.Messages, EveryKind.Files);
        using AndroidTarget second = new() { Into = first.Root };

        await second.WriteAsync([], [EveryKind.InGroup], EveryKind.Messages, EveryKind.Files);

        Assert.All(second.Outcomes, outcome => Assert.Equal(WriteOutcome.AlreadyThere, outcome));
        using SqliteDatabase one = first.Open();
        using SqliteDatabase two = second.Open();
        Assert.Equal(DumpWhole(one), DumpWhole(two));
    }

    [Fact]
    public async Task Messages_without_an_id_get_one_that_is_the_same_each_time()
    {
        Message line = Text(null!, "ok", T0) with { NativeId = null };
        using AndroidTarget first = new();
        await first.WriteAsync(line, line, line with { SentAtMillis = T0 + 60_000 });
        using AndroidTarget second = new() { Into = first.Root };

        await second.WriteAsync(line, line, line with { SentAtMillis = T0 + 60_000 });

        Assert.Equal(3, second.Messages().Count);
        Assert.All(second.Outcomes, outcome => Assert.Equal(WriteOutcome.AlreadyThere, outcome));
    }

    [Fact]
    public async Task Older_messages_come_in_between_in_the_order_of_their_times()
    {
        using AndroidTarget phone = new();
        await phone.WriteAsync(Text("A", "one", T0 + 1000), Text("B", "three", T0 + 3000), Text("C", "elsewhere", T0 + 3500) with { ChatId = Cleo, SenderId = Cleo }, Text("D", "five", T0 + 5000));
        using AndroidTarget target = new() { Into = phone.Root };

        await target.WriteAsync(Text("E", "zero", T0), Text("F", "two", T0 + 2000), Text("G", "four", T0 + 4000));

        Assert.Equal(["zero", "one", "two", "three", "four", "five"], target.Rows("SELECT m.text_data FROM message m JOIN chat c ON c._id = m.chat_row_id JOIN jid j ON j._id = c.jid_row_id WHERE j.user = '85255509999' ORDER BY m.sort_id"));
        Assert.Equal(["five|five|five|five"], target.Rows(
            """
            SELECT a.text_data, b.text_data, d.text_data, e.text_data FROM chat c JOIN jid j ON j._id = c.jid_row_id JOIN message a ON a._id = c.display_message_row_id JOIN message b ON b._id = c.last_message_row_id
            JOIN message d ON d.sort_id = c.last_message_sort_id JOIN message e ON e._id = c.last_read_message_row_id WHERE j.user = '85255509999'
            """));
        Assert.Equal(0, target.Number("SELECT max(sort_id) > (SELECT seq FROM sqlite_sequence WHERE name = 'message') FROM message"));
        Assert.Equal(phone.Rows("SELECT sort_id FROM message WHERE text_data = 'elsewhere'"), target.Rows("SELECT sort_id FROM message WHERE text_data = 'elsewhere'"));
    }

    [Fact]
    public async Task Unread_messages_stay_unread_and_the_mark_stays_before_them()
    {
        using AndroidTarget phone = new();
        await phone.WriteAsync(Text("A", "read", T0), Text("B", "unread", T0 + 2000));
        Change(phone.StorePath, "UPDATE chat SET unseen_message_count = 1, unseen_row_count = 1, last_read_message_row_id = 2, last_read_message_sort_id = 2");
        using AndroidTarget target = new() { Into = phone.Root };

        await target.WriteAsync(Text("C", "old", T0 - 1000), Text("D", "new", T0 + 3000));

        Assert.Equal(["2|2|read"], target.Rows("SELECT c.unseen_message_count, c.unseen_row_count, m.text_data FROM chat c JOIN message m ON m._id = c.last_read_message_row_id AND m.sort_id = c.last_read_message_sort_id"));
    }

    [Fact]
    public async Task A_chat_and_its_people_are_found_under_a_lid()
    {
        using History phone = new();
        phone.Store.MapLid("111222333444@lid", Ben);
        phone.Store.Message("111222333444@lid", "OLD", T0, text: "there");
        phone.Store.Message(Group, "G", T0, text: "in the group", sender: "111222333444@lid");
        using AndroidTarget target = new() { Into = phone.Root };

        await target.WriteAsync(Text("OLD", "there", T0), Text("NEW", "more", T0 + 1000), Text("G2", "from the LID", T0 + 2000) with { ChatId = Group, SenderId = "111222333444@lid" });

        Assert.Equal([WriteOutcome.AlreadyThere, WriteOutcome.Written, WriteOutcome.Written], target.Outcomes);
        Assert.Equal(2, target.Number("SELECT count(*) FROM chat"));
        Assert.Equal(4, target.Number("SELECT count(*) FROM message WHERE chat_row_id > 0"));
        Assert.All(target.Messages(), message => Assert.Equal(Ben, message.SenderId));
    }

    [Fact]
    public async Task An_edited_message_is_known_by_the_id_that_it_was_sent_with()
    {
        using History phone = new();
        long row = phone.Store.Message(Ben, "EDIT", T0, text: "new words");
        phone.Store.Insert("message_edit_info", ("message_row_id", row), ("original_key_id", "FIRST"), ("edited_timestamp", T0), ("sender_timestamp", T0));
        using AndroidTarget target = new() { Into = phone.Root };

        await target.WriteAsync(Text("FIRST", "new words", T0));

        Assert.Equal([WriteOutcome.AlreadyThere], target.Outcomes);
    }

    [Fact]
    public async Task A_notice_is_known_again_by_what_it_says()
    {
        using History phone = new();
        phone.Store.System(Group, "made-here", T0 + 400, 12, Ben, null, Cleo);
        using AndroidTarget target = new() { Into = phone.Root };
        Message added = Text("made-there", null, T0) with { ChatId = Group, Kind = MessageKind.System, Body = new SystemBody(SystemEvent.ParticipantAdded, Ben, [Cleo], null) };

        await target.WriteAsync(added, added with { NativeId = "other", Body = new SystemBody(SystemEvent.ParticipantAdded, Ben, [Me], null) });

        Assert.Equal([WriteOutcome.AlreadyThere, WriteOutcome.Written], target.Outcomes);
    }

    [Fact]
    public async Task The_store_s_own_mark_of_reactions_is_used()
    {
        using History phone = new();
        phone.Store.React(phone.Store.Message(Ben, "A", T0, text: "x", more: ("message_add_on_flags", 8)), "👍", T0);
        phone.Store.React(phone.Store.Message(Ben, "B", T0, text: "x", more: ("message_add_on_flags", 12)), "👍", T0);
        using AndroidTarget target = new() { Into = phone.Root };

        await target.WriteAsync(Text("C", "y", T0 + 1) with { Reactions = [new(Ben, "👍", T0)] });

        Assert.Equal(8, target.Number("SELECT message_add_on_flags FROM message WHERE key_id = 'C'"));
    }

    [Fact]
    public async Task A_group_that_is_there_keeps_its_members()
    {
        using History phone = new();
        phone.Store.Chat(Group, "The phone's title");
        phone.Store.Members(Group, Ben);
        using AndroidTarget target = new() { Into = phone.Root };

        await target.WriteAsync([], [EveryKind.InGroup], [], new Dictionary<string, byte[]>());

        Assert.Equal(1, target.Number("SELECT count(*) FROM group_participant_user"));
        Assert.Equal(["The phone's title"], target.Rows("SELECT subject FROM chat"));
    }

    [Fact]
    public async Task A_store_of_the_old_layout_alone_is_refused_whatever_the_person_insists_on()
    {
        using History phone = new(new MsgstoreOptions { Modern = false, Legacy = true });
        using AndroidTarget target = new() { Into = phone.Root, Force = true };

        ChatFormatException refusal = await Assert.ThrowsAsync<ChatFormatException>(() => target.WriteAsync(Text("A", "x", T0)));

        Assert.Equal(ChatFormatProblem.UnsupportedVersion, refusal.Problem);
        Assert.Contains("until 2021", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(target.Root));
    }

    [Fact]
    public async Task A_store_that_the_app_has_not_moved_yet_is_refused_unless_the_person_insists()
    {
        using History phone = new(new MsgstoreOptions { Legacy = true });
        phone.Store.Insert("messages", ("key_remote_jid", Ben), ("key_from_me", 0), ("key_id", "L"), ("data", "old"), ("timestamp", T0), ("media_wa_type", "0"));
        using AndroidTarget target = new() { Into = phone.Root };

        ChatFormatException refusal = await Assert.ThrowsAsync<ChatFormatException>(() => target.WriteAsync(Text("A", "x", T0)));
        target.Force = true;
        await target.WriteAsync(Text("A", "x", T0));

        Assert.Equal(ChatFormatProblem.UnsupportedVersion, refusal.Problem);
        Assert.Equal(2, target.Messages().Count);
    }

    [Theory]
    [InlineData("ALTER TABLE message ADD COLUMN novelty INTEGER NOT NULL DEFAULT 5", true)]
    [InlineData("ALTER TABLE message ADD COLUMN novelty INTEGER", true)]
    [InlineData("DROP TABLE message_text; CREATE TABLE message_text (message_row_id INTEGER PRIMARY KEY, url TEXT, page_title TEXT, novelty TEXT NOT NULL)", false)]
    [InlineData("PRAGMA user_version = 7", false)]
    public async Task A_newer_app_s_store_is_refused_only_where_it_wants_what_is_not_known(string change, bool isTaken)
    {
        using History phone = new();
        phone.Store.Database.Execute(change);
        using AndroidTarget target = new() { Into = phone.Root };
        Message link = Text("A", "https://example.com", T0) with { Kind = MessageKind.Link, Body = new LinkBody("https://example.com", "Title", null) };

        ChatFormatException? refusal = await Record.ExceptionAsync(() => target.WriteAsync(link)) as ChatFormatException;

        Assert.Equal(isTaken ? null : ChatFormatProblem.UnsupportedVersion, refusal?.Problem);
        if (!isTaken)
        {
            target.Force = true;
            await target.WriteAsync(link);
            Assert.Equal(MessageKind.Link, Assert.Single(target.Messages()).Kind);
        }
    }

    [Fact]
    public async Task An_app_that_lacks_tables_gets_what_it_has_tables_for()
    {
        using History phone = new(new MsgstoreOptions { Without = ["message_add_on", "message_add_on_reaction", "message_edit_info", "message_ephemeral", "message_call_log"] });
        using AndroidTarget target = new() { Into = phone.Root };

        await target.WriteAsync([], [EveryKind.InGroup], EveryKind.Messages, EveryKind.Files);

        Assert.Contains(target.Losses.All, loss => loss.What == Satchel.Chats.WhatsApp.Android.Writing.AndroidLosses.OlderApp);
        Assert.Equal(EveryKind.Messages.Count, target.Messages().Count);
    }

    [Fact]
    public async Task No_trigger_of_the_store_is_fired()
    {
        using History phone = new();
        phone.Store.Database.Execute("CREATE TABLE log (x); CREATE TRIGGER on_insert AFTER INSERT ON message BEGIN INSERT INTO log VALUES (1); END; CREATE TRIGGER on_update AFTER UPDATE ON chat BEGIN INSERT INTO log VALUES (2); END");
        using AndroidTarget target = new() { Into = phone.Root };

        await target.WriteAsync(Text("A", "x", T0));

        Assert.Equal(0, target.Number("SELECT count(*) FROM log"));
    }

    private static Message Text(string id, string? text, long millis) => new() { ChatId = Ben, NativeId = id, SentAtMillis = millis, Kind = MessageKind.Text, SenderId = Ben, Outgoing = false, Text = text, Status = MessageStatus.Received };

    private static void Change(string path, string sql)
    {
        using SqliteDatabase database = SqliteDatabase.OpenForWriting(path);
        database.Execute(sql);
    }

    // Every row, less what says where a chat's newest message is.
    private static Dictionary<string, List<string>> Dump(SqliteDatabase database)
    {
        Dictionary<string, List<string>> tables = [];
        foreach (string table in AndroidTarget.RowsOf(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'sqlite_sequence'"))
        {
            string columns = string.Join(", ", database.ColumnsOf(table).Where(column => !column.EndsWith("sort_id", StringComparison.Ordinal) && column is not ("sort_timestamp" or "last_message_row_id")));
            tables[table] = AndroidTarget.RowsOf(database, $"SELECT rowid, {columns} FROM {table}");
        }

        return tables;
    }

    private static List<string> DumpWhole(SqliteDatabase database) =>
        [.. AndroidTarget.RowsOf(database, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'message\\_fts%' ESCAPE '\\'").SelectMany(table => AndroidTarget.RowsOf(database, $"SELECT * FROM {table}").Select(row => table + ": " + row))];

    private static List<string> Schema(SqliteDatabase database) => AndroidTarget.RowsOf(database, "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name");
}
