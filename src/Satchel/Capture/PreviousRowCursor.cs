using Satchel.Vaults.Maps;

namespace Satchel.Capture;

/// <summary>Goes through the rows of one table as the map before has them, forward; jumps over what did not change.</summary>
/// <param name="rows">The map; null where there was no such table.</param>
/// <param name="table">The table's number.</param>
internal sealed class PreviousRowCursor(SortedMap? rows, int table) : IAsyncDisposable
{
    private IAsyncEnumerator<MapEntry>? _entries;

    /// <summary>Whether there is nothing to go through.</summary>
    public bool IsEmpty => rows is null;

    /// <summary>The row it stands at; null behind the last.</summary>
    public MapEntry? Current { get; private set; }

    /// <summary>
    /// Goes to the first row at or after a rowid. A row before it that was not passed yet belongs to a leaf that did not change.
    /// </summary>
    public async ValueTask MoveToAsync(long rowId, CancellationToken cancellationToken)
    {
        byte[] from = RowKey.Of(table, rowId);
        if (_entries is not null && Current is MapEntry at && IsNext(at, from))
        {
            return;
        }

        if (_entries is not null && Current is null)
        {
            return;   // behind the last row of the table, and rowids only ascend
        }

        await OpenAsync(new KeyRange(from, RowKey.TableRange(table).Before), cancellationToken);
    }

    /// <summary>Goes to the first row.</summary>
    public async ValueTask MoveToStartAsync(CancellationToken cancellationToken)
    {
        if (rows is not null)
        {
            await OpenAsync(RowKey.TableRange(table), cancellationToken);
        }
    }

    /// <summary>Goes to the next row.</summary>
    public async ValueTask NextAsync() => Current = _entries is not null && await _entries.MoveNextAsync() ? _entries.Current : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_entries is not null)
        {
            await _entries.DisposeAsync();
        }
    }

    // The row before this one was passed by the leaf before, so nothing lies between where that ended and here.
    private static bool IsNext(MapEntry at, byte[] from) => at.Key.Span.SequenceCompareTo(from) >= 0;

    private async ValueTask OpenAsync(KeyRange range, CancellationToken cancellationToken)
    {
        await DisposeAsync();
        _entries = rows!.ReadAsync(range, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await NextAsync();
    }
}
