using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.TestKit.WhatsApp;
using Satchel.Tests.Chats.WhatsApp.Android;
using static Satchel.Tests.Chats.WhatsApp.Ios.IosHistory;

namespace Satchel.Tests.Chats.WhatsApp.Ios;

public sealed class IosChangesTests
{
    private const string StorePath = "ChatStorage.sqlite";
    private const string CallsPath = "CallHistory.sqlite";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Reading_the_changes_gives_what_reading_everything_gives()
    {
        int whole = 0;
        for (int seed = 1; seed <= 20; seed++)
        {
            using IosHistory history = new(new ChatStorageOptions { Indices = seed % 3 != 0, ShuffleSeed = seed % 2 == 0 ? seed : null });
            _ = history.Calls;
            IosRandomHistory random = new(history, seed);
            random.Grow(40);
            for (int day = 0; day < 3; day++)
            {
                Dictionary<MessagePlace, string> before = Places(history);
                List<Snapshot> then = Snapshots(history);
                random.Change(12);
                random.Grow(3);

                Dictionary<MessagePlace, string>? applied = Apply(history, then, before);

                whole += applied is null ? 1 : 0;
                Assert.True(applied is null || Places(history).OrderBy(p => p.Key.ToString(), StringComparer.Ordinal).SequenceEqual(applied.OrderBy(p => p.Key.ToString(), StringComparer.Ordinal)), $"seed {seed}, day {day}");
            }
        }

        Assert.InRange(whole, 0, 20);
    }

    [Fact]
    public void A_star_touches_one_message_and_no_chat()
    {
        using IosHistory history = new();
        history.Store.Message(Ben, "A", T0, text: "x");
        long row = history.Store.Message(Ben, "B", T0 + 1, text: "y");
        List<Snapshot> then = Snapshots(history);

        history.Store.Run("UPDATE ZWAMESSAGE SET ZSTARRED = 1 WHERE Z_PK = ?1", row);
        history.Store.Run("UPDATE ZWACHATSESSION SET ZMESSAGECOUNTER = 5, ZLASTMESSAGE = 1, ZUNREADCOUNT = 3");

        IMessageChanges changes = Track(history, then, out List<MessageChange> read);
        Assert.False(changes.DirectoryChanged);
        Assert.Equal("B", Assert.Single(read).After!.NativeId);
    }

    [Fact]
    public void A_new_call_is_a_new_message_and_a_changed_one_means_everything()
    {
        using IosHistory history = new();
        _ = history.Calls;
        history.Store.Message(Ben, "A", T0, text: "x");
        List<Snapshot> then = Snapshots(history);

        history.Calls.Call("CALL1", T0 + 5, 0, 5, incoming: true, video: false, [Ben]);
        _ = Track(history, then, out List<MessageChange> read);
        then = Snapshots(history);
        history.Calls.Run("UPDATE ZWACDCALLEVENT SET ZDURATION = 9");

        Assert.Equal("CALL1", Assert.Single(read).After!.NativeId);
        Assert.True(Track(history, then, out _).EverythingChanged);
    }

    [Fact]
    public void A_row_that_comes_for_an_old_call_means_everything()
    {
        using IosHistory history = new();
        history.Calls.Call("CALL1", T0 + 5, 0, 5, incoming: true, video: false, [Ben]);
        List<Snapshot> then = Snapshots(history);

        history.Store.Message(Ben, "CALL1", T0, 59);

        Assert.True(Track(history, then, out _).EverythingChanged);
    }

    [Fact]
    public void A_number_for_a_LID_changes_everything_once()
    {
        using IosHistory history = new();
        _ = history.Lids;
        history.Store.Message("111222333444@lid", "A", T0, text: "x");
        List<Snapshot> then = Snapshots(history);

        history.Lids.Lid("111222333444", "85255509999");
        IMessageChanges first = Track(history, then, out _);
        then = Snapshots(history);
        history.Lids.Lid("111222333444@lid", "85255509999", older: true);
        IMessageChanges second = Track(history, then, out _);

        Assert.True(first.EverythingChanged);
        Assert.False(second.EverythingChanged);
    }

    [Fact]
    public void Somebody_new_in_a_blob_changes_the_directory()
    {
        using IosHistory history = new();
        long row = history.Store.Message(Ben, "A", T0, text: "x");
        List<Snapshot> then = Snapshots(history);

        history.Store.Media(row, ("ZMETADATA", Protobuf.Text(8, "9999999@s.whatsapp.net")));

        IMessageChanges changes = Track(history, then, out List<MessageChange> read);
        Assert.True(changes.DirectoryChanged);
        Assert.Equal(["9999999@s.whatsapp.net"], Assert.Single(read).After!.Mentions);
    }

    [Fact]
    public void A_day_of_more_changes_than_the_limit_is_read_as_a_whole()
    {
        using IosHistory history = new();
        using IChatReader reader = history.Read();
        IMessageChanges changes = reader.TrackChanges(Snapshots(history)[0]);
        SqliteValue[] row = [.. Enumerable.Repeat(SqliteValue.Null, 40)];

        for (long id = 1; id < 200_100; id++)
        {
            changes.Note(new RowChange(StorePath, "ZWAMESSAGE", id, null, row));
        }

        Assert.True(changes.EverythingChanged);
    }

    internal static List<Snapshot> Snapshots(IosHistory history)
    {
        List<Snapshot> snapshots = [];
        foreach (string name in (string[])[StorePath, CallsPath, "LID.sqlite"])
        {
            string path = Path.Join(history.Root, name);
            if (File.Exists(path))
            {
                using SqliteDatabase database = SqliteDatabase.OpenImmutable(path);
                snapshots.Add(new Snapshot(database, name));
            }
        }

        return snapshots;
    }

    internal static IMessageChanges Track(IosHistory history, List<Snapshot> then, out List<MessageChange> read)
    {
        using IChatReader reader = history.Read();
        IMessageChanges changes = reader.TrackChanges(new SnapshotSet(then));
        List<Snapshot> now = Snapshots(history);
        for (int i = 0; i < then.Count; i++)
        {
            foreach (RowChange change in then[i].ChangesTo(now[i]))
            {
                changes.Note(change);
            }
        }

        _ = changes.DirectoryChanged;
        read = changes.EverythingChanged ? [] : [.. changes.Read(Token)];
        return changes;
    }

    private static Dictionary<MessagePlace, string>? Apply(IosHistory history, List<Snapshot> then, Dictionary<MessagePlace, string> old)
    {
        Dictionary<MessagePlace, string> messages = new(old);
        if (Track(history, then, out List<MessageChange> read).EverythingChanged)
        {
            return null;
        }

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

    private static Dictionary<MessagePlace, string> Places(IosHistory history)
    {
        using IChatReader reader = history.Read();
        return reader.ReadMessages(Token).ToDictionary(PlaceOf, MessageText.Of);
    }

    private static MessagePlace PlaceOf(Message message) => new(message.SentAtMillis, message.ChatId, message.NativeId);
}
