using System.Globalization;
using Satchel.Chats;
using Satchel.Chats.Sqlite;

namespace Satchel.Tests.Chats.Sqlite;

/// <summary>Indices that are set aside while rows go in and filled afterwards are what SQLite would have made.</summary>
public sealed class DeferredIndicesTests : IDisposable
{
    private const string Schema =
        """
        CREATE TABLE note (id INTEGER PRIMARY KEY, chat TEXT, at INTEGER, body TEXT, weight REAL, mark BLOB, code TEXT UNIQUE);
        CREATE INDEX note_chat_at ON note (chat, at);
        CREATE INDEX note_nocase ON note (body COLLATE NOCASE, at DESC);
        CREATE INDEX note_weight ON note (weight, mark);
        CREATE INDEX note_long ON note (length(body));
        CREATE INDEX note_partial ON note (at) WHERE chat IS NOT NULL;
        CREATE TABLE other (a, b, PRIMARY KEY (a)) WITHOUT ROWID;
        CREATE INDEX other_b ON other (b);
        CREATE TABLE empty (x);
        CREATE INDEX empty_x ON empty (x);
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("satchel-indices-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(4096, 0, 4000)]
    [InlineData(4096, 1, 4000)]
    [InlineData(512, 2, 1500)]
    [InlineData(1024, 1, 0)]
    public void What_they_hold_is_what_the_rows_say(int pageSize, int autoVacuum, int rows)
    {
        string path = Path.Combine(_folder, "notes.db");
        SqliteDeferredIndices indices;
        using (SqliteDatabase database = SqliteDatabase.OpenForWriting(path))
        {
            database.Execute($"PRAGMA page_size = {pageSize}; PRAGMA auto_vacuum = {autoVacuum}; PRAGMA journal_mode = OFF; PRAGMA locking_mode = EXCLUSIVE; BEGIN");
            database.Execute(Schema);
            indices = SqliteDeferredIndices.SetAside(database);
            Write(database, rows);
            database.Execute("CREATE TABLE passing AS SELECT * FROM note");   // whose pages are free then
            database.Execute("DROP TABLE passing");
            indices.PutBack(database);
            database.Execute("COMMIT");
        }

        indices.Fill(path, TestContext.Current.CancellationToken);

        using SqliteDatabase written = SqliteDatabase.OpenForWriting(path);
        Assert.Equal("ok", Text(written, "SELECT group_concat(integrity_check) FROM pragma_integrity_check"));
        Assert.Equal(Text(written, "SELECT count(*) || ' ' || max(at) FROM note NOT INDEXED WHERE chat = 'chat 3'"), Text(written, "SELECT count(*) || ' ' || max(at) FROM note INDEXED BY note_chat_at WHERE chat = 'chat 3'"));
        written.Execute("INSERT INTO note (chat, at, body) VALUES ('chat 3', 7, 'one more'); CREATE TABLE later (y); VACUUM");
        Assert.Equal("ok", Text(written, "SELECT group_concat(integrity_check) FROM pragma_integrity_check"));
        Assert.Equal(8L, written.ReadInteger("SELECT count(*) FROM sqlite_schema WHERE type = 'index'"));
    }

    [Fact]
    public void A_table_that_has_rows_keeps_its_indices()
    {
        using SqliteDatabase database = SqliteDatabase.OpenForWriting(Path.Combine(_folder, "notes.db"));
        database.Execute(Schema);
        Write(database, 3);
        Assert.Throws<ArgumentException>(() => SqliteDeferredIndices.SetAside(database));
    }

    [Fact]
    public void A_list_of_free_pages_that_is_none_is_refused()
    {
        string path = Path.Combine(_folder, "notes.db");
        SqliteDeferredIndices indices;
        using (SqliteDatabase database = SqliteDatabase.OpenForWriting(path))
        {
            database.Execute("PRAGMA journal_mode = OFF; PRAGMA locking_mode = EXCLUSIVE");
            database.Execute(Schema);
            indices = SqliteDeferredIndices.SetAside(database);
            Write(database, 100);
            indices.PutBack(database);
        }

        byte[] bytes = File.ReadAllBytes(path);
        new byte[] { 0, 0, 255, 255, 0, 0, 0, 9 }.CopyTo(bytes, 32);
        File.WriteAllBytes(path, bytes);
        Assert.Throws<ChatFormatException>(() => indices.Fill(path, TestContext.Current.CancellationToken));
    }

    private static void Write(SqliteDatabase database, int rows)
    {
        var random = new Random(7);
        using SqliteStatement insert = database.Prepare("INSERT INTO note (chat, at, body, weight, mark, code) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        using SqliteStatement other = database.Prepare("INSERT INTO other VALUES (?1, ?2)");
        for (int row = 0; row < rows; row++)
        {
            string number = row.ToString(CultureInfo.InvariantCulture);
            if (row % 9 == 0)
            {
                insert.BindNull(1);
            }
            else
            {
                insert.Bind(1, "chat " + random.Next(9).ToString(CultureInfo.InvariantCulture));
            }

            insert.Bind(2, random.NextInt64(long.MinValue, long.MaxValue));
            insert.Bind(3, random.Next(50) == 0 ? new string('é', 3000) + number : "Body " + number);
            insert.Bind(4, random.NextDouble());
            insert.BindBlob(5, new byte[random.Next(40)]);
            insert.Bind(6, number);
            insert.Step();
            insert.Reset();
            other.Bind(1, number);
            other.Bind(2, (long)random.Next(5));
            other.Step();
            other.Reset();
        }
    }

    private static string Text(SqliteDatabase database, string sql)
    {
        using SqliteStatement statement = database.Prepare(sql);
        statement.Step();
        return statement.Text(0);
    }
}
