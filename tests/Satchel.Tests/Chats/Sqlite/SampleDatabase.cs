using Satchel.Chats.Sqlite;

namespace Satchel.Tests.Chats.Sqlite;

/// <summary>Databases made by SQLite with everything in them that a chat app, or an odd one, may have.</summary>
internal static class SampleDatabase
{
    public static readonly string[] Encodings = ["", "UTF-8", "UTF-16le", "UTF-16be"];

    /// <summary>Makes one; the rows follow from the seed.</summary>
    public static void Make(string path, int pageSize = 4096, int encoding = 1, int autoVacuum = 0, bool usesWal = false, int seed = 1, int rows = 120)
    {
        using SqliteDatabase database = SqliteDatabase.OpenForWriting(path);
        database.Execute($"PRAGMA page_size = {pageSize}; PRAGMA encoding = '{Encodings[encoding]}'; PRAGMA auto_vacuum = {autoVacuum}; PRAGMA synchronous = OFF");
        database.Execute($"PRAGMA journal_mode = {(usesWal ? "WAL" : "MEMORY")}; BEGIN");
        database.Execute(Schema);
        Fill(database, new Random(seed), rows);
        database.Execute("COMMIT; PRAGMA user_version = 77; PRAGMA application_id = 1234567");
        database.Execute("ALTER TABLE message ADD COLUMN later TEXT DEFAULT 'dflt'; ALTER TABLE message ADD COLUMN last INTEGER");
        database.Execute("UPDATE message SET last = 5 WHERE _id % 7 = 0; CREATE INDEX later_index ON message(later); CREATE INDEX last_index ON message(last)");
        database.Execute("DELETE FROM message WHERE _id % 11 = 3; DELETE FROM blobs WHERE id % 3 = 0; ANALYZE");
    }

    private const string Schema = """
        CREATE TABLE message(_id INTEGER PRIMARY KEY AUTOINCREMENT, chat INTEGER NOT NULL, mine INTEGER, key TEXT, body TEXT, score REAL, any);
        CREATE UNIQUE INDEX message_key ON message(chat, mine, key);
        CREATE INDEX message_body ON message(body COLLATE NOCASE, chat DESC);
        CREATE INDEX message_trim ON message(body COLLATE RTRIM);
        CREATE INDEX message_lower ON message(lower(body), length(key));
        CREATE INDEX message_part ON message(score) WHERE mine = 1;
        CREATE INDEX message_score ON message(score DESC, any);
        CREATE INDEX message_any ON message(any, _id);
        CREATE TABLE plain(a, b TEXT UNIQUE, c REAL, d NUMERIC, PRIMARY KEY (a, c));
        CREATE TABLE blobs(id INTEGER PRIMARY KEY, data BLOB, note TEXT);
        CREATE INDEX blobs_data ON blobs(data);
        CREATE TABLE keyed(k TEXT, n INTEGER, v BLOB, extra REAL, PRIMARY KEY (k COLLATE NOCASE, n DESC)) WITHOUT ROWID;
        CREATE INDEX keyed_v ON keyed(v);
        CREATE TABLE keyed_last(v TEXT, big BLOB, id INTEGER PRIMARY KEY) WITHOUT ROWID;
        CREATE TABLE generated(id INTEGER PRIMARY KEY, a INTEGER, twice AS (a * 2) VIRTUAL, thrice INTEGER AS (a * 3) STORED, b TEXT);
        CREATE INDEX generated_twice ON generated(twice);
        CREATE INDEX generated_thrice ON generated(thrice, b);
        CREATE TABLE empty(x UNIQUE, y);
        CREATE TABLE "odd ""name"" é"("a b" TEXT, 'c' INT);
        CREATE INDEX "odd index" ON "odd ""name"" é"("a b");
        CREATE TABLE descending(id INTEGER PRIMARY KEY DESC, v);
        CREATE VIEW bodies AS SELECT body FROM message;
        CREATE TABLE log(what TEXT);
        CREATE TRIGGER on_empty AFTER INSERT ON message BEGIN INSERT INTO log VALUES ('m' || new._id); END;
        CREATE TRIGGER on_view INSTEAD OF INSERT ON bodies BEGIN INSERT INTO log VALUES ('view'); END;
        CREATE VIRTUAL TABLE search4 USING fts4(content, tokenize=unicode61);
        CREATE VIRTUAL TABLE search5 USING fts5(content);
        CREATE VIRTUAL TABLE boxes USING rtree(id, x0, x1);
        """;

    private static void Fill(SqliteDatabase database, Random random, int rows)
    {
        for (int i = 0; i < rows; i++)
        {
            Insert(database, "INSERT INTO message(chat, mine, key, body, score, any) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                random.Next(1, 6), random.Next(2), $"3EB0{i:X8}{random.Next():X8}", Text(random, random.Next(0, 200)), Any(random), Any(random));
            Insert(database, "INSERT OR IGNORE INTO plain VALUES (?1, ?2, ?3, ?4)", Any(random), Any(random), Any(random), Any(random));
            Insert(database, "INSERT INTO blobs VALUES (?1, ?2, ?3)", i * 3 - 50, Bytes(random, random.Next(10) == 0 ? random.Next(40_000) : random.Next(300)), Text(random, 20));
            Insert(database, "INSERT OR IGNORE INTO keyed VALUES (?1, ?2, ?3, ?4)", Text(random, random.Next(3, 30)), random.NextInt64(), Bytes(random, random.Next(20) == 0 ? 5000 : 9), Any(random));
            Insert(database, "INSERT OR IGNORE INTO keyed_last VALUES (?1, ?2, ?3)", Text(random, 12), Bytes(random, random.Next(2000)), random.Next(-5000, 5000));
            Insert(database, "INSERT INTO generated(a, b) VALUES (?1, ?2)", random.Next(1000), Any(random));
            Insert(database, "INSERT INTO \"odd \"\"name\"\" é\" VALUES (?1, ?2)", Any(random), Any(random));
            Insert(database, "INSERT INTO descending VALUES (?1, ?2)", random.NextInt64(), Any(random));
            Insert(database, "INSERT INTO search4(content) VALUES (?1)", Text(random, 60));
            Insert(database, "INSERT INTO search5(content) VALUES (?1)", Text(random, 60));
            Insert(database, "INSERT INTO boxes VALUES (?1, ?2, ?3)", i, (double)i, i + 1.5);
        }

        database.Execute("INSERT INTO descending(rowid, v) VALUES (-9223372036854775808, 'low'), (9223372036854775807, 'high'), (-1, 'minus')");
        database.Execute("INSERT INTO message(chat, key, body, score, any) VALUES (9, 'inf', 'x', 9e999, -9e999), (9, 'zero', 'y', -0.0, 0.0), (9, NULL, NULL, 1e300, 9223372036854775807), (9, NULL, 'z', 3, 9223372036854775807.0)");
    }

    public static void Insert(SqliteDatabase database, string sql, params object?[] values)
    {
        using SqliteStatement statement = database.Prepare(sql);
        for (int i = 0; i < values.Length; i++)
        {
            switch (values[i])
            {
                case null: statement.BindNull(i + 1); break;
                case int number: statement.Bind(i + 1, number); break;
                case long number: statement.Bind(i + 1, number); break;
                case double number: statement.Bind(i + 1, number); break;
                case string text: statement.Bind(i + 1, text); break;
                case byte[] bytes: statement.BindBlob(i + 1, bytes); break;
                default: throw new ArgumentException("no such value", nameof(values));
            }
        }

        statement.Step();
    }

    public static object? Any(Random random) => random.Next(9) switch
    {
        0 => null,
        1 => random.Next(-200, 200),
        2 => random.NextInt64(long.MinValue, long.MaxValue),
        3 => random.NextDouble() * 1000 - 500,
        4 => (double)random.Next(-100, 100),
        5 => Text(random, random.Next(40)),
        6 => Bytes(random, random.Next(30)),
        7 => random.Next(100).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => Math.ScaleB(random.NextDouble() - 0.5, random.Next(-1000, 1000)),
    };

    public static byte[] Bytes(Random random, int length)
    {
        byte[] bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    public static string Text(Random random, int length)
    {
        const string Letters = "abcABC xyz äß 漢字 \U0001F600";
        return string.Concat(Enumerable.Range(0, length).Select(_ => Rune(Letters, random)));
    }

    private static string Rune(string letters, Random random)
    {
        System.Text.Rune[] runes = [.. letters.EnumerateRunes()];
        return runes[random.Next(runes.Length)].ToString();
    }
}
