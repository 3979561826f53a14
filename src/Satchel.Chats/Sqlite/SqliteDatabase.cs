using System.Runtime.InteropServices;
using System.Text;
using Satchel.Chats.Native;

namespace Satchel.Chats.Sqlite;

/// <summary>A SQLite database opened through SQLite itself, for its queries. One thread at a time.</summary>
public sealed class SqliteDatabase : IDisposable
{
    private readonly string _name;
    private nint _handle;

    private SqliteDatabase(nint handle, string name)
    {
        _handle = handle;
        _name = name;
    }

    /// <summary>
    /// Opens a quiet file (no write-ahead log, nobody writing) for reading, without locks and without touching its
    /// folder. Temporary tables and indices can still be made.
    /// </summary>
    /// <exception cref="ChatFormatException">It cannot be opened as a database.</exception>
    public static SqliteDatabase OpenImmutable(string path)
    {
        string uri = "file:" + Uri.EscapeDataString(Path.GetFullPath(path)).Replace("%2F", "/", StringComparison.Ordinal) + "?immutable=1";
        return Open(uri, path, SqliteLibrary.OpenReadOnly | SqliteLibrary.OpenUri | SqliteLibrary.OpenNoMutex);
    }

    /// <summary>Opens a database for reading from a source, which it then owns: what is encrypted on disk is decrypted as SQLite asks for it.</summary>
    /// <exception cref="ChatFormatException">It cannot be opened as a database.</exception>
    internal static SqliteDatabase OpenSource(ISqliteSource source)
    {
        string name = SqliteFileSystem.Offer(source);
        try
        {
            return Open(
                $"file:{name}?immutable=1&vfs={SqliteFileSystem.Name}", source.Name, SqliteLibrary.OpenReadOnly | SqliteLibrary.OpenUri | SqliteLibrary.OpenNoMutex);
        }
        catch
        {
            SqliteFileSystem.Withdraw(name);
            source.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file for reading and writing; made where it is not there.</summary>
    /// <exception cref="ChatFormatException">It cannot be opened as a database.</exception>
    public static SqliteDatabase OpenForWriting(string path) =>
        Open(path, path, SqliteLibrary.OpenReadWrite | SqliteLibrary.OpenCreate | SqliteLibrary.OpenNoMutex);

    /// <summary>Switches the schema's triggers on or off for this connection.</summary>
    public void EnableTriggers(bool enabled) => Check(SqliteLibrary.Configure(_handle, SqliteLibrary.ConfigEnableTrigger, enabled ? 1 : 0, 0));

    /// <summary>Gives a temporary table these numbers and no others.</summary>
    internal void Refill(string table, IEnumerable<long> rows) => Refill(table, 1, rows, static (insert, row) => insert.Bind(1, row));

    /// <summary>Gives a temporary table these rows and no others; what its keys have twice stands once.</summary>
    /// <param name="table">The table.</param>
    /// <param name="columns">How many columns it has.</param>
    /// <param name="rows">What goes in.</param>
    /// <param name="bind">Binds a row's values, from 1.</param>
    internal void Refill<T>(string table, int columns, IEnumerable<T> rows, Action<SqliteStatement, T> bind)
    {
        Execute($"DELETE FROM temp.{table}; BEGIN");
        using (SqliteStatement insert = Prepare($"INSERT OR IGNORE INTO temp.{table} VALUES ({string.Join(", ", Enumerable.Range(1, columns).Select(column => $"?{column}"))})"))
        {
            foreach (T row in rows)
            {
                bind(insert, row);
                _ = insert.Step();
                insert.Reset();
            }
        }

        Execute("COMMIT");
    }

    /// <summary>Runs one or more statements to their end, dropping what they give.</summary>
    /// <exception cref="ChatFormatException">SQLite refused one.</exception>
    public unsafe void Execute(string sql)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(sql);
        fixed (byte* start = utf8)
        {
            byte* next = start;
            byte* end = start + utf8.Length;
            while (next < end)
            {
                Check(SqliteLibrary.Prepare(_handle, next, (int)(end - next), 0, out nint statement, out next));
                if (statement == 0)
                {
                    continue;   // white space or a comment
                }

                using SqliteStatement prepared = new(this, statement);
                while (prepared.Step())
                {
                }
            }
        }
    }

    /// <summary>Prepares one statement.</summary>
    /// <exception cref="ChatFormatException">SQLite refused it.</exception>
    public unsafe SqliteStatement Prepare(string sql)
    {
        byte[] utf8 = Encoding.UTF8.GetBytes(sql);
        fixed (byte* start = utf8)
        {
            Check(SqliteLibrary.Prepare(_handle, start, utf8.Length, 0, out nint statement, out _));
            return new SqliteStatement(this, statement);
        }
    }

    /// <summary>The first column of the first row as an integer, or null where there is no row or it is NULL.</summary>
    public long? ReadInteger(string sql)
    {
        using SqliteStatement statement = Prepare(sql);
        return statement.Step() && !statement.IsNull(0) ? statement.Integer(0) : null;
    }

    /// <summary>The names of a table's columns in order; empty where there is no such table.</summary>
    public IReadOnlyList<string> ColumnsOf(string table)
    {
        using SqliteStatement statement = Prepare("SELECT name FROM pragma_table_info(?1)");
        statement.Bind(1, table);
        List<string> names = [];
        while (statement.Step())
        {
            names.Add(statement.Text(0));
        }

        return names;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_handle != 0)
        {
            _ = SqliteLibrary.Close(_handle);
            _handle = 0;
        }
    }

    internal void Check(int result)
    {
        if (result is SqliteLibrary.Ok or SqliteLibrary.Row or SqliteLibrary.Done)
        {
            return;
        }

        throw Failure(result);
    }

    private static SqliteDatabase Open(string file, string path, int flags)
    {
        _ = SqliteLibrary.IsWithoutStatistics;
        int result = SqliteLibrary.Open(file, out nint handle, flags, 0);
        SqliteDatabase database = new(handle, Path.GetFileName(path));
        if (result != SqliteLibrary.Ok)
        {
            ChatFormatException failure = database.Failure(result);
            database.Dispose();
            throw failure;
        }

        return database;
    }

    // SQLite's message names tables and columns, never a row's content.
    private ChatFormatException Failure(int result)
    {
        string message = Marshal.PtrToStringUTF8(SqliteLibrary.ErrorMessage(_handle)) ?? "unknown error";
        ChatFormatProblem problem = (result & 0xFF) switch
        {
            10 => ChatFormatProblem.Damaged,          // SQLITE_IOERR: also a page that does not decrypt
            11 => ChatFormatProblem.Damaged,          // SQLITE_CORRUPT
            26 => ChatFormatProblem.NotThisFormat,    // SQLITE_NOTADB
            _ => ChatFormatProblem.UnsupportedVersion,
        };
        return new ChatFormatException(problem, _name, $"SQLite says: {message} ({result})");
    }
}
