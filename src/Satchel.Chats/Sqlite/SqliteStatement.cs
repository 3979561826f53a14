using System.Runtime.InteropServices;
using System.Text;
using Satchel.Chats.Native;

namespace Satchel.Chats.Sqlite;

/// <summary>A prepared statement. Columns count from 0, parameters from 1, as in SQLite.</summary>
public sealed unsafe class SqliteStatement : IDisposable
{
    private readonly SqliteDatabase _database;
    private nint _handle;

    internal SqliteStatement(SqliteDatabase database, nint handle)
    {
        _database = database;
        _handle = handle;
    }

    /// <summary>How many columns a row has.</summary>
    public int ColumnCount => SqliteLibrary.ColumnCount(_handle);

    /// <summary>Goes to the next row; false at the end.</summary>
    /// <exception cref="ChatFormatException">SQLite met damage.</exception>
    public bool Step()
    {
        int result = SqliteLibrary.Step(_handle);
        _database.Check(result);
        return result == SqliteLibrary.Row;
    }

    /// <summary>Makes it ready to run again, with its parameters as they are.</summary>
    public void Reset() => _ = SqliteLibrary.Reset(_handle);

    /// <summary>A column's name.</summary>
    public string ColumnName(int column) => Marshal.PtrToStringUTF8(SqliteLibrary.ColumnName(_handle, column)) ?? "";

    /// <summary>Whether a column of the row is NULL.</summary>
    public bool IsNull(int column) => SqliteLibrary.ColumnType(_handle, column) == 5;

    /// <summary>The storage class of a column of the row.</summary>
    public SqliteType TypeOf(int column) => SqliteLibrary.ColumnType(_handle, column) switch
    {
        1 => SqliteType.Integer,
        2 => SqliteType.Real,
        3 => SqliteType.Text,
        4 => SqliteType.Blob,
        _ => SqliteType.Null,
    };

    /// <summary>A column as an integer, converted as SQLite does; 0 for NULL.</summary>
    public long Integer(int column) => SqliteLibrary.ColumnInteger(_handle, column);

    /// <summary>A column as a real, converted as SQLite does; 0 for NULL.</summary>
    public double Real(int column) => SqliteLibrary.ColumnReal(_handle, column);

    /// <summary>A column as text in UTF-8; empty for NULL. Good until the next step.</summary>
    public ReadOnlySpan<byte> Utf8(int column)
    {
        byte* text = SqliteLibrary.ColumnText(_handle, column);
        return text == null ? default : new ReadOnlySpan<byte>(text, SqliteLibrary.ColumnBytes(_handle, column));
    }

    /// <summary>A column as text; empty for NULL, with U+FFFD for bytes that are not UTF-8.</summary>
    public string Text(int column) => Encoding.UTF8.GetString(Utf8(column));

    /// <summary>A column as text, or null where it is NULL.</summary>
    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    /// <summary>A column as an integer, or null where it is NULL.</summary>
    public long? IntegerOrNull(int column) => IsNull(column) ? null : Integer(column);

    /// <summary>A column as bytes; empty for NULL. Good until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column)
    {
        byte* blob = SqliteLibrary.ColumnBlob(_handle, column);
        return blob == null ? default : new ReadOnlySpan<byte>(blob, SqliteLibrary.ColumnBytes(_handle, column));
    }

    /// <summary>Binds an integer.</summary>
    public void Bind(int index, long value) => _database.Check(SqliteLibrary.BindInteger(_handle, index, value));

    /// <summary>Binds a real.</summary>
    public void Bind(int index, double value) => _database.Check(SqliteLibrary.BindReal(_handle, index, value));

    /// <summary>Binds a text.</summary>
    public void Bind(int index, string value) => BindText(index, Encoding.UTF8.GetBytes(value));

    /// <summary>Binds NULL.</summary>
    public void BindNull(int index) => _database.Check(SqliteLibrary.BindNull(_handle, index));

    /// <summary>Binds a text given in UTF-8; SQLite copies it.</summary>
    public void BindText(int index, ReadOnlySpan<byte> utf8)
    {
        fixed (byte* start = utf8)
        {
            byte empty;   // an empty span has no address, and SQLite takes null for NULL
            _database.Check(SqliteLibrary.BindText(_handle, index, start == null ? &empty : start, utf8.Length, SqliteLibrary.Transient));
        }
    }

    /// <summary>Binds a blob; SQLite copies it.</summary>
    public void BindBlob(int index, ReadOnlySpan<byte> blob)
    {
        fixed (byte* start = blob)
        {
            byte empty;
            _database.Check(SqliteLibrary.BindBlob(_handle, index, start == null ? &empty : start, blob.Length, SqliteLibrary.Transient));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_handle != 0)
        {
            _ = SqliteLibrary.Finalize(_handle);
            _handle = 0;
        }
    }
}
