using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.TestKit.WhatsApp;
using static Satchel.Tests.Chats.WhatsApp.Android.History;

namespace Satchel.Tests.Chats.WhatsApp.Android;

public sealed class MessageChangesTests
{
    private const string StorePath = "Databases/msgstore.db";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Reading_the_changes_gives_what_reading_everything_gives()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            using History history = new(new MsgstoreOptions { Indices = seed % 3 != 0, ShuffleSeed = seed % 2 == 0 ? seed : null });
            RandomHistory random = new(history.Store, seed);
            random.Grow(40);
            for (int day = 0; day < 3; day++)
            {
                Dictionary<MessagePlace, string> before = Places(history);
                Snapshot then = new(history.Store.Database, StorePath);
                random.Change(12);
                random.Grow(3);

                Dictionary<MessagePlace, string> applied = Apply(history, then, before, out bool everything);

                Assert.False(everything, $"seed {seed}, day {day}");
                Assert.Equal(Places(history), applied);
            }
        }
    }

    [Fact]
    public void A_link_of_a_known_LID_to_a_number_changes_everything()
    {
        using History history = new();
        history.Store.Message("111@lid", "A", T0, text: "x");
        Snapshot then = new(history.Store.Database, StorePath);

        history.Store.MapLid("111@lid", Ben);

        IMessageChanges changes = Track(history, then, out _);
        Assert.True(changes.EverythingChanged);
        Assert.True(changes.DirectoryChanged);
    }

    [Fact]
    public void A_new_person_who_comes_with_a_LID_and_a_number_changes_little()
    {
        using History history = new();
        history.Store.Message(Cleo, "A", T0, text: "x");
        Snapshot then = new(history.Store.Database, StorePath);

        history.Store.MapLid("111@lid", Ben);
        history.Store.Message("111@lid", "B", T0 + 1, text: "y");

        IMessageChanges changes = Track(history, then, out _);
        Assert.False(changes.EverythingChanged);
        Assert.True(changes.DirectoryChanged);
    }

    [Fact]
    public void A_chat_whose_counters_moved_leaves_the_directory_alone()
    {
        using History history = new();
        history.Store.Message(Cleo, "A", T0, text: "x");
        Snapshot then = new(history.Store.Database, StorePath);

        history.Store.Run("UPDATE chat SET sort_timestamp = 5, last_message_row_id = 2");
        history.Store.Run("UPDATE message SET starred = 1 WHERE _id = 2");

        IMessageChanges changes = Track(history, then, out List<MessageChange> read);
        Assert.False(changes.DirectoryChanged);
        Assert.True(Assert.Single(read).After!.Starred);
    }

    [Fact]
    public void A_chat_that_goes_takes_its_messages_with_it()
    {
        using History history = new();
        history.Store.Message(Cleo, "A", T0, text: "x");
        history.Store.Message(Ben, "B", T0, text: "y");
        Snapshot then = new(history.Store.Database, StorePath);

        history.Store.Run("DELETE FROM chat WHERE _id = ?1", history.Store.Chat(Cleo));

        _ = Track(history, then, out List<MessageChange> read);
        Assert.Equal([new MessageChange(new MessagePlace(T0, Cleo, "A"), null)], read);
    }

    [Fact]
    public void Changes_of_a_legacy_database_are_followed()
    {
        using History history = new(new MsgstoreOptions { Modern = false, Legacy = true });
        foreach (string key in (string[])["A", "B", "C", "D"])
        {
            history.Store.Insert("messages", ("key_remote_jid", Ben), ("key_from_me", 0), ("key_id", key), ("timestamp", T0), ("media_wa_type", "1"), ("quoted_row_id", key == "D" ? 1 : 0));
        }

        history.Store.Insert("messages_quotes", ("key_remote_jid", Ben), ("key_id", "A"), ("data", "before"));
        Dictionary<MessagePlace, string> before = Places(history);
        Snapshot then = new(history.Store.Database, StorePath);

        history.Store.Run("UPDATE messages SET starred = 1 WHERE key_id = 'A'");
        history.Store.Run("DELETE FROM messages WHERE key_id = 'B'");
        history.Store.Insert("message_thumbnails", ("key_remote_jid", Ben), ("key_from_me", 0), ("key_id", "C"), ("thumbnail", new byte[9]));
        history.Store.Run("UPDATE messages_quotes SET data = 'after'");
        history.Store.Insert("messages", ("key_remote_jid", Cleo), ("key_from_me", 0), ("key_id", "E"), ("timestamp", T0), ("media_wa_type", "0"));

        Dictionary<MessagePlace, string> applied = Apply(history, then, before, out bool everything);
        Assert.False(everything);
        Assert.Equal(Places(history), applied);
    }

    [Fact]
    public void A_day_of_more_changes_than_the_limit_is_read_as_a_whole()
    {
        using History history = new();
        Snapshot then = new(history.Store.Database, StorePath);
        using IChatReader reader = history.Read();
        IMessageChanges changes = reader.TrackChanges(then);
        SqliteValue[] row = [.. Enumerable.Repeat(SqliteValue.Null, 22)];

        for (long id = 2; id < 200_100; id++)
        {
            changes.Note(new RowChange(StorePath, "message_text", id, null, row));
        }

        Assert.True(changes.EverythingChanged);
    }

    private static IMessageChanges Track(History history, Snapshot then, out List<MessageChange> read)
    {
        using IChatReader reader = history.Read();
        IMessageChanges changes = reader.TrackChanges(then);
        foreach (RowChange change in then.ChangesTo(new Snapshot(history.Store.Database, StorePath)))
        {
            changes.Note(change);
        }

        read = changes.EverythingChanged ? [] : [.. changes.Read(Token)];
        return changes;
    }

    private static Dictionary<MessagePlace, string> Apply(History history, Snapshot then, Dictionary<MessagePlace, string> old, out bool everything)
    {
        Dictionary<MessagePlace, string> messages = new(old);
        IMessageChanges changes = Track(history, then, out List<MessageChange> read);
        everything = changes.EverythingChanged;
        foreach (MessageChange change in read)
        {
            if (change.Before is { } before)
            {
                Assert.True(messages.Remove(before), $"{before} was not there");
            }

            if (change.After is { } after)
            {
                messages.Add(PlaceOf(after), MessageText.Of(after));
            }
        }

        return messages;
    }

    private static Dictionary<MessagePlace, string> Places(History history)
    {
        using IChatReader reader = history.Read();
        return reader.ReadMessages(Token).ToDictionary(PlaceOf, MessageText.Of);
    }

    private static MessagePlace PlaceOf(Message message) => new(message.SentAtMillis, message.ChatId, message.NativeId);
}
