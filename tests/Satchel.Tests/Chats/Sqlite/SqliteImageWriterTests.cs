using Satchel.Chats.Sqlite;

namespace Satchel.Tests.Chats.Sqlite;

public sealed class SqliteImageWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int, int, int> Kinds()
    {
        TheoryData<int, int, int> kinds = [];
        int turn = 0;
        foreach (int pageSize in new[] { 512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536 })
        {
            foreach (int autoVacuum in new[] { 0, 1, 2 })
            {
                kinds.Add(pageSize, 1 + turn++ % 3, autoVacuum);
            }
        }

        return kinds;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_database_written_again_is_the_same_to_SQLite(int pageSize, int encoding, int autoVacuum)
    {
        SampleDatabase.Make(_folder.File("a.db"), pageSize, encoding, autoVacuum, seed: pageSize + encoding);
        AssertCopyIsEqual();
    }

    [Fact]
    public void A_database_kept_with_a_log_stays_one()
    {
        SampleDatabase.Make(_folder.File("a.db"), usesWal: true);
        AssertCopyIsEqual();
        Assert.Equal([2, 2], File.ReadAllBytes(_folder.File("b.db"))[18..20]);
    }

    [Fact]
    public void Freed_pages_are_not_kept()
    {
        string from = _folder.File("a.db");
        SampleDatabase.Make(from, rows: 800);
        using (SqliteDatabase database = SqliteDatabase.OpenForWriting(from))
        {
            database.Execute("DELETE FROM blobs WHERE id % 5 > 0; DROP TABLE plain; DELETE FROM message WHERE _id < 300");
            Assert.NotEqual(0, database.ReadInteger("PRAGMA freelist_count"));
        }

        AssertCopyIsEqual();
        Assert.True(new FileInfo(_folder.File("b.db")).Length < new FileInfo(from).Length);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 32)]
    [InlineData(3, 7)]
    [InlineData(4, 255)]
    public void Old_schema_formats_and_reserved_bytes_are_written(int schemaFormat, int reservedBytes)
    {
        SampleDatabase.Make(_folder.File("a.db"), pageSize: 1024, autoVacuum: schemaFormat % 3);
        AssertCopyIsEqual(description => description with { SchemaFormat = schemaFormat, ReservedBytes = reservedBytes });
        using SqliteImage image = SqliteImage.Open(_folder.File("b.db"));
        Assert.Equal((schemaFormat, reservedBytes), (image.Header.SchemaFormat, image.Header.ReservedBytes));
    }

    [Fact]
    public void Values_that_do_not_fit_their_columns_stay_what_they_are()
    {
        string from = _folder.File("a.db");
        using (SqliteDatabase database = SqliteDatabase.OpenForWriting(from))
        {
            database.Execute("CREATE TABLE t(id INTEGER PRIMARY KEY, v); CREATE INDEX t_v ON t(v)");
            database.Execute("INSERT INTO t(v) VALUES (1), ('1'), (1.0), (2.5), (x'31'), (NULL), (9e15), (9007199254740993), (9007199254740992.0), (-1.5), (-1), (-2)");
            database.Execute("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE t(id INTEGER PRIMARY KEY, v TEXT)' WHERE name = 't'");
        }

        // SQLite does not call numbers in a TEXT column sound, of the source either.
        string integrity = DatabaseDump.Integrity(from);
        Assert.Contains("NUMERIC value in t.v", integrity, StringComparison.Ordinal);
        AssertCopyIsEqual(integrity: integrity);
    }

    [Fact]
    public void Numbers_sort_in_an_index_as_they_do_in_SQLite()
    {
        string from = _folder.File("a.db");
        Random random = new(5);
        using (SqliteDatabase database = SqliteDatabase.OpenForWriting(from))
        {
            database.Execute("PRAGMA synchronous = OFF; CREATE TABLE t(a, b); CREATE INDEX t_ab ON t(a, b DESC); CREATE INDEX t_ba ON t(b, a DESC); BEGIN");
            double[] edges = [0, 0.5, 1, 1.5, 255, 256, 9007199254740992, 9223372036854775808.0, 18446744073709551616.0, 1e300, double.PositiveInfinity, double.Epsilon];
            for (int i = 0; i < 3000; i++)
            {
                object?[] row = [Number(), Number()];
                SampleDatabase.Insert(database, "INSERT INTO t VALUES (?1, ?2)", row);
                object? Number()
                {
                    double edge = edges[random.Next(edges.Length)] * (random.Next(2) == 0 ? 1 : -1);
                    return random.Next(4) switch
                    {
                        0 => edge,
                        1 => Math.Abs(edge) < 9e18 ? (long)edge + random.Next(-1, 2) : long.MinValue + random.Next(3),
                        2 => long.MaxValue - random.Next(3),
                        _ => SampleDatabase.Any(random),
                    };
                }
            }

            database.Execute("COMMIT");
        }

        AssertCopyIsEqual();
    }

    [Fact]
    public void Indices_larger_than_the_sort_buffer_are_merged_from_files()
    {
        string from = _folder.File("a.db");
        using (SqliteDatabase database = SqliteDatabase.OpenForWriting(from))
        {
            database.Execute("PRAGMA synchronous = OFF; CREATE TABLE t(id INTEGER PRIMARY KEY, k TEXT, n INT); CREATE UNIQUE INDEX t_k ON t(k); CREATE INDEX t_n ON t(n, k)");
            database.Execute("WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 60000) INSERT INTO t SELECT i, hex(randomblob(20)), i % 7 FROM c");
        }

        AssertCopyIsEqual();
    }

    [Fact]
    public void Rows_that_break_a_unique_index_are_kept()
    {
        string from = _folder.File("a.db");
        using (SqliteDatabase database = SqliteDatabase.OpenForWriting(from))
        {
            database.Execute("CREATE TABLE t(a); CREATE INDEX t_lower ON t(lower(a)); INSERT INTO t VALUES ('x'), ('X'); PRAGMA writable_schema = ON");
            database.Execute("UPDATE sqlite_schema SET sql = 'CREATE UNIQUE INDEX t_lower ON t(lower(a))' WHERE name = 't_lower'");
        }

        string warning = Assert.Single(SqliteCopy.Make(from, _folder.File("b.db")));
        Assert.Contains("t_lower", warning, StringComparison.Ordinal);
        using SqliteDatabase copy = SqliteDatabase.OpenForWriting(_folder.File("b.db"));
        Assert.Equal(2, copy.ReadInteger("SELECT count(*) FROM t NOT INDEXED"));
    }

    [Fact]
    public void A_writer_given_up_leaves_no_files_but_the_one_it_was_writing()
    {
        SampleDatabase.Make(_folder.File("a.db"));
        using (SqliteImage image = SqliteImage.Open(_folder.File("a.db")))
        {
            using SqliteImageWriter writer = new(_folder.File("b.db"), SqliteDescription.Of(image));
            writer.BeginTable("message");
            for (int i = 0; i < 50_000; i++)
            {
                writer.Row.Begin(i);
                writer.Row.AddNull();
                for (int field = 0; field < 6; field++)
                {
                    writer.Row.AddText("some text or other, long enough"u8);
                }

                writer.Row.End();
            }
        }

        Assert.Equal(["a.db", "b.db"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    private void AssertCopyIsEqual(Func<SqliteDescription, SqliteDescription>? change = null, string integrity = "ok")
    {
        string from = _folder.File("a.db");
        string to = _folder.File("b.db");
        Assert.Empty(SqliteCopy.Make(from, to, change));
        Assert.Equal(["a.db", "b.db"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal(DatabaseDump.Of(from), DatabaseDump.Of(to));
        Assert.Equal(integrity, DatabaseDump.Integrity(to));
    }
}
