using Satchel.Chats.Sqlite;

namespace Satchel.Cli.Samples;

/// <summary>Inserts rows into one table: the values are added in the order of the columns, then the row goes in.</summary>
internal sealed class RowInserter : IDisposable
{
    private readonly SqliteStatement _insert;
    private readonly int _columns;
    private int _next = 1;

    /// <summary>Prepares the statement.</summary>
    /// <param name="database">Where the table is.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">The columns, with commas between.</param>
    /// <param name="replace">Whether a row with the same key is replaced.</param>
    public RowInserter(SqliteDatabase database, string table, string columns, bool replace = false)
    {
        _columns = columns.Count(c => c == ',') + 1;
        string values = string.Join(',', Enumerable.Repeat("?", _columns));
        _insert = database.Prepare($"INSERT {(replace ? "OR REPLACE " : "")}INTO {table} ({columns}) VALUES ({values})");
    }

    public RowInserter Add(long value)
    {
        _insert.Bind(_next++, value);
        return this;
    }

    public RowInserter Add(double value)
    {
        _insert.Bind(_next++, value);
        return this;
    }

    public RowInserter Add(string? value)
    {
        if (value is null)
        {
            return AddNull();
        }

        _insert.Bind(_next++, value);
        return this;
    }

    public RowInserter Add(ReadOnlySpan<byte> value)
    {
        _insert.BindBlob(_next++, value);
        return this;
    }

    public RowInserter AddNull()
    {
        _insert.BindNull(_next++);
        return this;
    }

    /// <summary>Inserts the row.</summary>
    public void Insert()
    {
        if (_next != _columns + 1)
        {
            throw new InvalidOperationException($"A row of {_columns} columns was given {_next - 1} values.");
        }

        _next = 1;
        _insert.Step();
        _insert.Reset();
    }

    /// <inheritdoc/>
    public void Dispose() => _insert.Dispose();
}
