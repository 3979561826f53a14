using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp;

/// <summary>
/// A cursor over a side table, ascending by the message that its rows belong to (the statement's first column). It steps
/// along with the cursor over the messages, so that one pass over each table serves them all. A table that is not
/// there has no rows; a damaged one lacks those of its damaged pages, and that is a warning.
/// </summary>
internal sealed class SideCursor : IDisposable
{
    // Rows of a page are close in number, so a damaged one is soon behind; the last step reaches the end of any table.
    private const long LastSkip = 1L << 52;

    private readonly ReaderWarnings _warnings;
    private readonly string _table;
    private readonly Func<long, SqliteStatement>? _openAfter;
    private SqliteStatement? _statement;
    private long _messageRow = long.MinValue;

    /// <param name="statement">The rows, or null where there are none.</param>
    /// <param name="table">What to call the table in a warning.</param>
    /// <param name="warnings">Where damage is told.</param>
    /// <param name="openAfter">Opens the rows that come after a number, to go on behind damage; null where that cannot be.</param>
    public SideCursor(SqliteStatement? statement, string table, ReaderWarnings warnings, Func<long, SqliteStatement>? openAfter = null)
    {
        _statement = statement;
        _openAfter = openAfter;
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
            if (_openAfter is null || !SkipDamage(_openAfter))
            {
                _warnings.Add($"table {_table} could not be read to its end: {failure.Problem}");
                _messageRow = long.MaxValue;
            }
        }
    }

    // The rows of a damaged page are left out and no others: in steps that double until one comes out behind it, then halfway back as long as that is behind it too.
    private bool SkipDamage(Func<long, SqliteStatement> openAfter)
    {
        long last = Math.Max(_messageRow, 0);
        long within = 0;
        long behind = 0;
        for (long skip = 1; behind == 0 && skip <= LastSkip && last < long.MaxValue - skip; skip *= 2)
        {
            if (TryGoOn(openAfter, last + skip))
            {
                behind = skip;
            }
            else
            {
                within = skip;
            }
        }

        if (behind == 0)
        {
            return false;
        }

        while (behind - within > 1)
        {
            long middle = within + ((behind - within) / 2);
            if (TryGoOn(openAfter, last + middle))
            {
                behind = middle;
            }
            else
            {
                within = middle;
            }
        }

        _warnings.Add($"rows of table {_table} are damaged and were left out");
        return true;
    }

    private bool TryGoOn(Func<long, SqliteStatement> openAfter, long row)
    {
        SqliteStatement rest = openAfter(row);
        try
        {
            _messageRow = rest.Step() ? rest.Integer(0) : long.MaxValue;
            _statement!.Dispose();
            _statement = rest;
            return true;
        }
        catch (ChatFormatException)
        {
            rest.Dispose();   // still within the damage
            return false;
        }
    }
}
