using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.TestKit.WeChat;

namespace Satchel.Tests.Chats.WeChat.Android;

public sealed class AndroidHostileTests
{
    private static readonly object?[] Values =
    [
        null, -1L, 0L, long.MaxValue, long.MinValue, 1L << 62, double.NaN, double.MaxValue, "", "x", "9999999999999999999999", new byte[] { 0xFF, 0xC0, 0x00 }, new byte[] { (byte)'{', 60 }, "a\0b", "../../etc/passwd",
        "THUMBNAIL_DIRPATH://th_", "SERVERID://1", "wcf://..", "<msg><appmsg>", "x@chatroom", ":\n",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Cells_of_any_type_and_value_never_end_the_reading()
    {
        for (int seed = 1; seed <= 10; seed++)
        {
            using AndroidAccount account = new(new AndroidStoreOptions { Indices = false });
            account.Store.Add(Conversation.Create());
            Spoil(account.Store.Database, new Random(seed), 120);
            Spoil(account.Store.Index!, new Random(seed), 10);

            using IChatReader reader = account.Read();
            foreach (Message message in reader.ReadMessages(Token))
            {
                Assert.InRange(message.SentAtMillis, 0, 253_402_300_799_999);
                Assert.NotEmpty(message.ChatId);
                Assert.DoesNotContain(message.Attachments, attachment => attachment.Path?.Contains("..", StringComparison.Ordinal) == true);
            }

            _ = reader.ReadChats(Token).Count();
            _ = reader.ReadParticipants(Token).Count();
            _ = reader.Warnings.Count;
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("4c27f5d")]
    public void A_file_with_flipped_bits_is_read_as_far_as_it_goes_or_refused(string? passphrase)
    {
        using AndroidAccount account = new(new AndroidStoreOptions { Passphrase = passphrase });
        account.Store.Add(Conversation.Create());
        account.Store.Save();
        string path = Path.Join(account.Store.Folder, "EnMicroMsg.db");
        byte[] whole = File.ReadAllBytes(path);
        for (int seed = 1; seed <= 25; seed++)
        {
            byte[] bytes = [.. whole];
            Random random = new(seed);
            for (int i = 0; i < 20; i++)
            {
                bytes[random.Next(100, bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(path, seed % 5 == 0 ? bytes[..random.Next(600, bytes.Length)] : bytes);
            try
            {
                ChatSource source = account.Source();
                using IChatReader reader = AndroidAccount.Read(source, account.Keys, account.Root);
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
    public void A_missing_or_foreign_index_of_files_leaves_the_messages()
    {
        using AndroidAccount account = new(new AndroidStoreOptions { Passphrase = "4c27f5d" });
        account.Store.Add(Conversation.Create());
        account.Store.Save();
        File.WriteAllBytes(Path.Join(account.Store.Folder, "WxFileIndex.db"), new byte[4096]);
        ChatSource source = account.Source();
        SourceDatabase messages = source.Databases[0];
        using OpenedDatabase opened = source.Format.OpenDatabase(source, null, messages, account.Keys, account.Root, Token);

        using IChatReader reader = source.Format.OpenReader(source, new Dictionary<string, OpenedDatabase> { [messages.Path] = opened }, new ReaderOptions());

        Assert.Equal(Conversation.Create().Messages.Count, reader.ReadMessages(Token).Count());
    }

    private static void Spoil(SqliteDatabase database, Random random, int cells)
    {
        List<string> tables = [];
        using (SqliteStatement names = database.Prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"))
        {
            while (names.Step())
            {
                tables.Add(names.Text(0));
            }
        }

        tables = [.. tables.Where(table => database.ReadInteger($"SELECT count(*) FROM {table}") > 0)];
        for (int i = 0; i < cells; i++)
        {
            string table = tables[random.Next(tables.Count)];
            IReadOnlyList<string> columns = database.ColumnsOf(table);
            string column = columns[random.Next(columns.Count)];
            try
            {
                using SqliteStatement update = database.Prepare($"UPDATE {table} SET \"{column}\" = ?1 WHERE rowid IN (SELECT rowid FROM {table} ORDER BY (rowid * {random.Next(1, 999)}) % 7919 LIMIT 2)");
                Bind(update, Values[random.Next(Values.Length)]);
                _ = update.Step();
            }
            catch (ChatFormatException)
            {
                // The schema's own constraints keep this one out.
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
            case string text:
                statement.Bind(1, text);
                break;
            case byte[] bytes:
                statement.BindBlob(1, bytes);
                break;
            case double real:
                statement.Bind(1, real);
                break;
            default:
                statement.Bind(1, (long)value);
                break;
        }
    }
}
