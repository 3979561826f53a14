using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.TestKit.WhatsApp;
using Satchel.Tests.Chats.WhatsApp.Android;

namespace Satchel.Tests.Chats.WhatsApp.Ios;

public sealed class IosHostileTests
{
    private static readonly object?[] Values =
    [
        null, -1L, 0L, long.MaxValue, long.MinValue, 1L << 62, double.NaN, double.MaxValue, double.NegativeInfinity, "", "x", "9999999999999999999999", new byte[] { 0xFF, 0xC0, 0x00 },
        new byte[] { 0x3A, 0x04, 0x0A, 0x02, 0x12, 0x00 }, "a\0b", "..\\..", "@", ":@lid", "1@lid.status", ";", "_$!<VCard-Separator>!$_", "Media/../..", "/", "image/",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Cells_of_any_type_and_value_never_end_the_reading()
    {
        for (int seed = 1; seed <= 12; seed++)
        {
            using IosHistory history = new(new ChatStorageOptions { Indices = false });
            new IosRandomHistory(history, seed).Grow(30);
            Spoil(history.Store, new Random(seed), 150);
            Spoil(history.Calls, new Random(seed), 20);

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
            using IosHistory history = new(new ChatStorageOptions { Indices = false });
            _ = history.Calls;
            new IosRandomHistory(history, seed).Grow(30);
            List<Snapshot> then = IosChangesTests.Snapshots(history);
            Spoil(history.Store, new Random(seed), 60);

            _ = IosChangesTests.Track(history, then, out _);
        }
    }

    [Fact]
    public void A_file_with_flipped_bits_is_read_as_far_as_it_goes_or_refused()
    {
        for (int seed = 1; seed <= 40; seed++)
        {
            using IosHistory history = new();
            new IosRandomHistory(history, 5).Grow(30);
            byte[] bytes = File.ReadAllBytes(history.Store.Path);
            Random random = new(seed);
            for (int i = 0; i < 20; i++)
            {
                bytes[random.Next(100, bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(history.Store.Path, bytes);
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
        using IosHistory history = new(new ChatStorageOptions { Indices = false });
        for (int i = 0; i < 2000; i++)
        {
            history.Store.Message(IosHistory.Ben, $"K{i:D5}", IosHistory.T0 + i, text: "some words to fill a page with");
        }

        byte[] bytes = File.ReadAllBytes(history.Store.Path);
        int row = bytes.AsSpan().IndexOf("K01000"u8);
        Array.Fill(bytes, (byte)0xEE, row / 4096 * 4096, 64);
        File.WriteAllBytes(history.Store.Path, bytes);

        using IChatReader reader = history.Read();
        int read = reader.ReadMessages(Token).Count();

        Assert.InRange(read, 1700, 1999);
        Assert.Single(reader.Warnings);
    }

    private static void Spoil(ChatStorageBuilder store, Random random, int cells)
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
