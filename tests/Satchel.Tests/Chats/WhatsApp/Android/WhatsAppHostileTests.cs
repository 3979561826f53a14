using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.TestKit.WhatsApp;

namespace Satchel.Tests.Chats.WhatsApp.Android;

public sealed class WhatsAppHostileTests
{
    private static readonly object?[] Values =
        [null, -1L, 0L, long.MaxValue, long.MinValue, 1L << 62, double.NaN, double.MaxValue, "", "x", "9999999999999999999999", new byte[] { 0xFF, 0xC0, 0x00 }, "a\0b", "..\\..", "@", ":@lid"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Cells_of_any_type_and_value_never_end_the_reading()
    {
        for (int seed = 1; seed <= 12; seed++)
        {
            using History history = new(new MsgstoreOptions { Legacy = seed % 4 == 0, Indices = false });
            new RandomHistory(history.Store, seed).Grow(30);
            Spoil(history.Store, new Random(seed), 150);

            using IChatReader reader = history.Read();
            foreach (Message message in reader.ReadMessages(Token))
            {
                Assert.InRange(message.SentAtMillis, 0, 253_402_300_799_999);
                Assert.NotEmpty(message.ChatId);
                _ = MessageText.Of(message);
            }

            _ = reader.ReadChats(Token).Count();
            _ = reader.ReadParticipants(Token).Count();
            _ = reader.Warnings.Count;
        }
    }

    [Fact]
    public void Spoiled_rows_can_be_noted_as_changed()
    {
        for (int seed = 1; seed <= 6; seed++)
        {
            using History history = new(new MsgstoreOptions { Indices = false });
            new RandomHistory(history.Store, seed).Grow(30);
            Snapshot then = new(history.Store.Database, "Databases/msgstore.db");
            Spoil(history.Store, new Random(seed), 60);

            using IChatReader reader = history.Read();
            IMessageChanges changes = reader.TrackChanges(then);
            foreach (RowChange change in then.ChangesTo(new Snapshot(history.Store.Database, "Databases/msgstore.db")))
            {
                changes.Note(change);
            }

            _ = changes.EverythingChanged ? 0 : changes.Read(Token).Count();
        }
    }

    [Fact]
    public void A_file_with_flipped_bits_is_read_as_far_as_it_goes_or_refused()
    {
        for (int seed = 1; seed <= 40; seed++)
        {
            using History history = new();
            new RandomHistory(history.Store, 5).Grow(30);
            string path = history.Store.Path;
            byte[] bytes = File.ReadAllBytes(path);
            Random random = new(seed);
            for (int i = 0; i < 20; i++)
            {
                bytes[random.Next(100, bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(path, bytes);
            try
            {
                using IChatReader reader = history.Read();
                _ = reader.ReadMessages(Token).Count();
                _ = reader.ReadParticipants(Token).Count();
                _ = reader.ReadChats(Token).Count();
            }
            catch (ChatFormatException)
            {
                // Refused, with a reason: what a damaged file is for.
            }
        }
    }

    [Fact]
    public void Messages_behind_a_damaged_page_are_read()
    {
        using History history = new(new MsgstoreOptions { Indices = false });
        for (int i = 0; i < 2000; i++)
        {
            history.Store.Message(History.Ben, $"K{i:D5}", History.T0 + i, text: "some words to fill a page with");
        }

        byte[] bytes = File.ReadAllBytes(history.Store.Path);
        int row = bytes.AsSpan().IndexOf("K01000"u8);
        int page = row / 4096 * 4096;
        Array.Fill(bytes, (byte)0xEE, page, 64);
        File.WriteAllBytes(history.Store.Path, bytes);

        using IChatReader reader = history.Read();
        int read = reader.ReadMessages(Token).Count();

        Assert.InRange(read, 1800, 1999);
        Assert.Single(reader.Warnings);
    }

    private static void Spoil(MsgstoreBuilder store, Random random, int cells)
    {
        List<string> tables = [];
        using (SqliteStatement names = store.Database.Prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"))
        {
            while (names.Step())
            {
                tables.Add(names.Text(0));
            }
        }

        for (int i = 0; i < cells; i++)
        {
            string table = tables[random.Next(tables.Count)];
            IReadOnlyList<string> columns = store.Database.ColumnsOf(table);
            string column = columns[random.Next(columns.Count)];
            try
            {
                store.Run($"UPDATE {table} SET \"{column}\" = ?1 WHERE rowid IN (SELECT rowid FROM {table} ORDER BY (rowid * {random.Next(1, 999)}) % 7919 LIMIT 2)", Values[random.Next(Values.Length)]);
            }
            catch (ChatFormatException)
            {
                // The schema's own constraints keep this one out.
            }
        }
    }
}
