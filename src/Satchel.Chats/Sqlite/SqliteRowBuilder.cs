namespace Satchel.Chats.Sqlite;

/// <summary>Takes a row of the table begun last, field by field as a record has them: the INTEGER PRIMARY KEY is NULL.</summary>
public sealed class SqliteRowBuilder
{
    private readonly SqliteRecordBuilder _record;
    private readonly SqliteImageWriter _writer;
    private long _rowId;

    internal SqliteRowBuilder(SqliteImageWriter writer, int schemaFormat)
    {
        _writer = writer;
        _record = new SqliteRecordBuilder(schemaFormat);
    }

    /// <summary>Begins a row; the rowid is of no account in a WITHOUT ROWID table.</summary>
    public void Begin(long rowId)
    {
        _rowId = rowId;
        _record.Clear();
    }

    /// <summary>Adds NULL.</summary>
    public void AddNull() => _record.AddNull();

    /// <summary>Adds an integer.</summary>
    public void AddInteger(long value) => _record.AddInteger(value);

    /// <summary>Adds a real.</summary>
    public void AddReal(double value) => _record.AddReal(value);

    /// <summary>Adds a text, in the database's encoding.</summary>
    public void AddText(ReadOnlySpan<byte> bytes) => _record.AddText(bytes);

    /// <summary>Adds a blob.</summary>
    public void AddBlob(ReadOnlySpan<byte> bytes) => _record.AddBlob(bytes);

    /// <summary>Ends the row.</summary>
    public void End() => _writer.AddRow(_rowId, _record.Build());
}
