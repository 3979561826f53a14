using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android;

/// <summary>
/// A cursor over a side table, ascending by the message that its rows belong to (the statement's first column). It steps
/// along with the cursor over the messages, so that one pass over each table serves them all. A table that is not
/// there, or is damaged, has no more rows; the damage is a warning.
/// </summary>
internal sealed class SideCursor : IDisposable
{
    private readonly SqliteStatement? _statement;
    private readonly ReaderWarnings _warnings;
    private readonly string _table;
    private long _messageRow = long.MinValue;

    public SideCursor(SqliteStatement? statement, string table, ReaderWarnings warnings)
    {
        _statement = statement;
        _table = table;
        _warnings = warnings;
        if (statement is null)
        {
            _messageRow = long.MaxValue;
        }
    }

    /// <summary>The row stood on. Only to be read after <see cref="MoveTo"/> or <see cref="MoveNext"/> said true.</summary>
    public SqliteStatement Row => _statement!;

    /// <summary>Goes to the first row of a message; false where it has none. Messages are asked for in ascending order.</summary>
    public bool MoveTo(long messageRow) =>
        _messageRow >= messageRow ? _messageRow == messageRow && _statement is not null : Advance(messageRow);

    /// <summary>Goes to the next row of the same message; false where there is none.</summary>
    public bool MoveNext(long messageRow)
    {
        Step();
        return _messageRow == messageRow;
    }

    /// <summary>Goes to the next row whatever message it belongs to, and says which; <see cref="long.MaxValue"/> at the end.</summary>
    public long StepNext()
    {
        if (_messageRow != long.MaxValue)
        {
            Step();
        }

        return _messageRow;
    }

    /// <inheritdoc/>
    public void Dispose() => _statement?.Dispose();

    private bool Advance(long messageRow)
    {
        do
        {
            Step();
        }
        while (_messageRow < messageRow);

        return _messageRow == messageRow;
    }

    private void Step()
    {
        try
        {
            _messageRow = _statement!.Step() ? _statement.Integer(0) : long.MaxValue;
        }
        catch (ChatFormatException failure)
        {
            _warnings.Add($"table {_table} could not be read to its end: {failure.Problem}");
            _messageRow = long.MaxValue;
        }
    }
}
