using System.Text;
using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WeChat.Desktop;
using Satchel.TestKit.WeChat;
using Satchel.Tests.Chats.Sqlite.Cipher;
using Satchel.Tests.Chats.WhatsApp.Android;

namespace Satchel.Tests.Chats.WeChat.Desktop;

public sealed class DesktopHostileTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private static readonly object?[] Values =
    [
        null, -1L, 0L, long.MaxValue, long.MinValue, 1L << 62, "", "x", "9999999999999999999999", new byte[] { 0xFF, 0xC0, 0x00 }, new byte[] { 0x28, 0xB5, 0x2F, 0xFD, 1, 2, 3 },
        new byte[] { 0x1A, 0x10, 8, 4, 0x12, 12, (byte)'.', (byte)'.', (byte)'\\', (byte)'.', (byte)'.', (byte)'\\', (byte)'x', 0, 1, 2, 3, 4 }, "a\0b", "..\\..\\..", "@chatroom", "<msg", ":\n",
        49L, 10000L, (57L << 32) + 49,
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DesktopGeneration.WindowsThree)]
    [InlineData(DesktopGeneration.MacThree)]
    [InlineData(DesktopGeneration.Four)]
    internal void Cells_of_any_type_and_value_never_end_the_reading(DesktopGeneration generation)
    {
        for (int seed = 1; seed <= 6; seed++)
        {
            using DesktopAccount account = new(generation, new DesktopStoreOptions { Shards = 1, Files = seed == 1 });
            account.Store.Add(Conversation.Create());
            account.Store.Save();
            foreach (SourceDatabase database in account.Source().Databases)
            {
                Spoil(account.Store.Database(database.Path), new Random(seed));
            }

            account.Store.Save();
            using IChatReader reader = account.Read();
            foreach (Message message in reader.ReadMessages(Token))
            {
                Assert.InRange(message.SentAtMillis, 0, 253_402_300_799_999);
                Assert.NotEmpty(message.ChatId);
                _ = MessageText.Of(message);
            }

            _ = reader.ReadChats(Token).Count() + reader.ReadParticipants(Token).Count() + reader.Warnings.Count;
        }
    }

    [Theory]
    [InlineData(DesktopGeneration.WindowsThree)]
    [InlineData(DesktopGeneration.MacThree)]
    [InlineData(DesktopGeneration.Four)]
    internal void Files_with_flipped_bits_or_cut_short_are_read_as_far_as_they_go_or_refused(DesktopGeneration generation)
    {
        using DesktopAccount account = new(generation, new DesktopStoreOptions { Shards = 1 });
        account.Store.Add(Conversation.Create());
        account.Store.Save();
        ChatSource source = account.Source();
        Dictionary<string, byte[]> whole = source.Databases.ToDictionary(database => database.Path, database => File.ReadAllBytes(Path.Join(source.Root, database.Path)));
        for (int seed = 1; seed <= 25; seed++)
        {
            Random random = new(seed);
            foreach ((string path, byte[] content) in whole)
            {
                byte[] bytes = [.. content];
                for (int i = 0; i < 12; i++)
                {
                    bytes[random.Next(100, bytes.Length)] ^= (byte)(1 << random.Next(8));
                }

                File.WriteAllBytes(Path.Join(source.Root, path), seed % 5 == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            }

            try
            {
                foreach (ChatSource found in source.Format.Find(source.Root, [], Token))
                {
                    using IChatReader reader = account.Read(of: found);
                    _ = reader.ReadMessages(Token).Count() + reader.ReadParticipants(Token).Count() + reader.ReadChats(Token).Count();
                }
            }
            catch (ChatFormatException)
            {
                // Refused is as good as read.
            }
        }
    }

    [Fact]
    public void One_flipped_bit_costs_the_messages_of_its_page()
    {
        using DesktopAccount account = new(DesktopGeneration.WindowsThree, new DesktopStoreOptions { Key = Key, Shards = 1 });
        account.Store.Add(Conversation.Texts(1000));
        account.Store.Save();
        string path = Path.Join(account.Store.Folder, "Msg/Multi/MSG0.db");
        byte[] bytes = File.ReadAllBytes(path);
        bytes[(bytes.Length / 2) + 100] ^= 1;
        File.WriteAllBytes(path, bytes);

        using IChatReader reader = account.Read();
        int read = reader.ReadMessages(Token).Count();

        Assert.InRange(read, 960, 999);   // a page has some forty
        Assert.Contains(reader.Warnings, warning => warning.Contains("damaged", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(DesktopGeneration.WindowsThree, "Msg/Multi/MSG0.db", "PRAGMA hexkey = '{0}'; PRAGMA cipher_page_size = 4096; PRAGMA kdf_iter = 64000;")]
    [InlineData(DesktopGeneration.MacThree, "Message/msg_0.db", "PRAGMA key = \"x'{0}'\";")]
    internal void A_store_made_by_the_real_program_is_read(DesktopGeneration generation, string database, string key)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/sqlcipher"), "needs Debian's sqlcipher");
        using DesktopAccount account = new(generation, new DesktopStoreOptions { Key = Key, Shards = 1 });
        string path = Path.Join(account.Store.Folder, database);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string hash = Satchel.Chats.WeChat.WeChatIds.ChatHash(Conversation.Ben);
        string table = generation == DesktopGeneration.MacThree
            ? $"CREATE TABLE Chat_{hash} (mesLocalID INTEGER PRIMARY KEY, mesSvrID INTEGER, msgCreateTime INTEGER, msgContent TEXT, messageType INTEGER, mesDes INTEGER); INSERT INTO Chat_{hash} VALUES (1, 77, 1700000000, 'Hello', 1, 1);"
            : $"CREATE TABLE MSG (localId INTEGER PRIMARY KEY, MsgSvrID INT, Type INT, SubType INT, IsSender INT, CreateTime INT, StrTalker TEXT, StrContent TEXT); INSERT INTO MSG VALUES (1, 77, 1, 0, 0, 1700000000, '{Conversation.Ben}', 'Hello');";
        SqlcipherProgram.Run(path, key.Replace("{0}", Convert.ToHexString(Key), StringComparison.Ordinal) + "\n" + table);

        using IChatReader reader = account.Read();
        Message message = Assert.Single(reader.ReadMessages(Token));

        Assert.Equal(("77", "Hello", 1_700_000_000_000), (message.NativeId, message.Text, message.SentAtMillis));
    }

    private static void Spoil(SqliteDatabase database, Random random)
    {
        List<string> tables = [];
        using (SqliteStatement names = database.Prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"))
        {
            while (names.Step())
            {
                tables.Add(names.Text(0));
            }
        }

        foreach (string table in tables)
        {
            IReadOnlyList<string> columns = database.ColumnsOf(table);
            for (int i = 0; i < 25; i++)
            {
                using SqliteStatement update = database.Prepare(
                    $"UPDATE OR IGNORE \"{table}\" SET \"{columns[random.Next(columns.Count)]}\" = ?1 WHERE rowid = (SELECT rowid FROM \"{table}\" ORDER BY rowid LIMIT 1 OFFSET {random.Next(40)})");
                Bind(update, Values[random.Next(Values.Length)]);
                try
                {
                    _ = update.Step();
                }
                catch (ChatFormatException)
                {
                    // A row's number takes integers only.
                }
            }
        }
    }

    private static void Bind(SqliteStatement statement, object? value)
    {
        switch (value)
        {
            case null:
                statement.BindNull(1);
                break;
            case long number:
                statement.Bind(1, number);
                break;
            case string text:
                statement.BindText(1, Encoding.UTF8.GetBytes(text));
                break;
            default:
                statement.BindBlob(1, (byte[])value);
                break;
        }
    }
}
