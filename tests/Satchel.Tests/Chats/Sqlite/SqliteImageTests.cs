using Satchel.Chats;
using Satchel.Chats.Sqlite;

namespace Satchel.Tests.Chats.Sqlite;

public sealed class SqliteImageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int, int, int> Kinds()
    {
        TheoryData<int, int, int> kinds = [];
        foreach (int pageSize in new[] { 512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536 })
        {
            kinds.Add(pageSize, 1 + int.Log2(pageSize) % 3, int.Log2(pageSize) / 3 % 3);
        }

        return kinds;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Rows_are_those_that_SQLite_reads(int pageSize, int encoding, int autoVacuum)
    {
        string path = _folder.File("a.db");
        SampleDatabase.Make(path, pageSize, encoding, autoVacuum);
        using SqliteImage image = SqliteImage.Open(path);
        using SqliteDatabase database = SqliteDatabase.OpenImmutable(path);
        Assert.False(image.TryFindUnsupported(out string reason), reason);
        Assert.Equal(pageSize, image.Header.PageSize);
        Assert.Equal((SqliteEncoding)encoding, image.Header.Encoding);
        Assert.Equal(autoVacuum, image.Header.AutoVacuum);
        Assert.Equal((77, 1234567), (image.Header.UserVersion, image.Header.ApplicationId));
        Assert.Equal(database.ReadInteger("SELECT count(*) FROM sqlite_schema"), image.Schema.Count);
        Assert.Equal(database.ReadInteger("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"), image.Tables.Count);
        foreach (SqliteTable table in image.Tables)
        {
            SqliteComparison.AssertSameRows(image, table, database);
        }
    }

    [Fact]
    public void The_leaves_of_a_table_cover_all_rowids_without_a_gap()
    {
        string path = _folder.File("a.db");
        SampleDatabase.Make(path, 512, rows: 900);
        using SqliteImage image = SqliteImage.Open(path);
        foreach (SqliteTable table in image.Tables.Where(table => !table.WithoutRowId))
        {
            long next = long.MinValue;
            SqliteLeaf last = default;
            foreach (SqliteLeaf leaf in image.Leaves(table))
            {
                Assert.Equal(next, leaf.FirstRowId);
                next = unchecked(leaf.LastRowId + 1);
                last = leaf;
            }

            Assert.Equal(long.MaxValue, last.LastRowId);
        }
    }

    [Fact]
    public void Page_hashes_differ_exactly_where_pages_do()
    {
        string path = _folder.File("a.db");
        SampleDatabase.Make(path, rows: 2000);
        UInt128[] before = Hashes(path);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[5 * 4096 + 100] ^= 1;
        bytes[^1] ^= 0x80;
        File.WriteAllBytes(path, bytes);
        UInt128[] after = Hashes(path);
        Assert.Equal(bytes.Length / 4096, after.Length);
        Assert.Equal([5, after.Length - 1], Enumerable.Range(0, after.Length).Where(i => before[i] != after[i]));
    }

    [Fact]
    public void What_is_not_a_database_is_named()
    {
        string path = _folder.File("a.db");
        foreach (byte[] bytes in new[] { [], "SQLite format 3\0"u8.ToArray(), new byte[5000] })
        {
            File.WriteAllBytes(path, bytes);
            ChatFormatException e = Assert.Throws<ChatFormatException>(() => SqliteImage.Open(path));
            Assert.Equal(ChatFormatProblem.NotThisFormat, e.Problem);
        }
    }

    [Fact]
    public void An_index_that_only_the_app_can_sort_is_named()
    {
        string path = _folder.File("a.db");
        using (SqliteDatabase database = SqliteDatabase.OpenForWriting(path))
        {
            database.Execute("CREATE TABLE t(a, b); CREATE INDEX t_a ON t(a); INSERT INTO t VALUES (1, 2); PRAGMA writable_schema = ON");
            database.Execute("UPDATE sqlite_schema SET sql = 'CREATE INDEX t_a ON t(a COLLATE UNICODE)' WHERE name = 't_a'");
        }

        using SqliteImage image = SqliteImage.Open(path);
        Assert.True(image.TryFindUnsupported(out string reason));
        Assert.NotEmpty(reason);
    }

    [Fact]
    public void An_index_that_SQLite_expects_and_the_schema_lacks_is_named()
    {
        string path = _folder.File("a.db");
        using (SqliteDatabase database = SqliteDatabase.OpenForWriting(path))
        {
            database.Execute("CREATE TABLE t(a INTEGER, b); PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE t(a INTEGER UNIQUE, b)'");
        }

        using SqliteImage image = SqliteImage.Open(path);
        Assert.True(image.TryFindUnsupported(out string reason));
        Assert.Contains("sqlite_autoindex_t_1", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_index_with_a_function_of_the_app_is_named()
    {
        string path = _folder.File("a.db");
        using (SqliteDatabase database = SqliteDatabase.OpenForWriting(path))
        {
            database.Execute("CREATE TABLE t(a, b); CREATE INDEX t_a ON t(lower(a)); PRAGMA writable_schema = ON");
            database.Execute("UPDATE sqlite_schema SET sql = 'CREATE INDEX t_a ON t(apps_own(a))' WHERE name = 't_a'");
        }

        using SqliteImage image = SqliteImage.Open(path);
        Assert.True(image.TryFindUnsupported(out string reason));
        Assert.NotEmpty(reason);
    }

    [Fact]
    public void A_virtual_table_of_a_module_that_is_not_there_is_no_hindrance()
    {
        string path = _folder.File("a.db");
        using (SqliteDatabase database = SqliteDatabase.OpenForWriting(path))
        {
            database.Execute("CREATE TABLE t(a); INSERT INTO t VALUES (5); PRAGMA writable_schema = ON");
            database.Execute("INSERT INTO sqlite_schema VALUES ('table', 'own', 'own', 0, 'CREATE VIRTUAL TABLE own USING apps_module(x)')");
        }

        using (SqliteImage image = SqliteImage.Open(path))
        {
            Assert.False(image.TryFindUnsupported(out string reason), reason);
            Assert.Equal("t", Assert.Single(image.Tables).Name);
        }

        Assert.Empty(SqliteCopy.Make(path, _folder.File("b.db")));
        Assert.Equal(DatabaseDump.Of(path), DatabaseDump.Of(_folder.File("b.db")));
    }

    private static UInt128[] Hashes(string path)
    {
        using SqliteImage image = SqliteImage.Open(path);
        return image.HashPages();
    }
}
