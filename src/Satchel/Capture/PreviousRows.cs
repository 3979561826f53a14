using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Vaults;

namespace Satchel.Capture;

/// <summary>The rows of a source's databases as a snapshot has them.</summary>
/// <param name="databases">The databases by path.</param>
/// <param name="readChunk">Reads the chunks of long fields.</param>
internal sealed class PreviousRows(
    IReadOnlyDictionary<string, PreviousDatabase> databases, Func<Digest, CancellationToken, ValueTask<ReadOnlyMemory<byte>>> readChunk) : IRowLookup
{
    /// <inheritdoc/>
    public SqliteValue[]? Find(string database, string table, long rowId)
    {
        // Readers are synchronous, and run on a thread of their own, so that one can wait here for a node of the map.
        ValueTask<SqliteValue[]?> found = FindAsync(database, table, rowId, CancellationToken.None);
        if (found.IsCompleted)
        {
            return found.GetAwaiter().GetResult();
        }

        Task<SqliteValue[]?> waiting = found.AsTask();
        ((IAsyncResult)waiting).AsyncWaitHandle.WaitOne();
        return new ValueTask<SqliteValue[]?>(waiting).GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Columns(string database, string table) =>
        databases.GetValueOrDefault(database)?.Description.FindTable(table)?.Columns ?? [];

    /// <summary>A row's values; null where there is none.</summary>
    public async ValueTask<SqliteValue[]?> FindAsync(string database, string table, long rowId, CancellationToken cancellationToken)
    {
        if (databases.GetValueOrDefault(database) is not PreviousDatabase previous
            || previous.Description.FindTable(table) is not { WithoutRowId: false } described)
        {
            return null;
        }

        ReadOnlyMemory<byte>? record = await previous.Rows.FindAsync(RowKey.Of(described.Number, rowId), cancellationToken);
        return record is ReadOnlyMemory<byte> bytes
            ? await RowValues.DecodeAsync(bytes, rowId, described, readChunk, cancellationToken)
            : null;
    }

    /// <summary>The content of a cell; null where there is none.</summary>
    public async ValueTask<SqliteValue?> FindCellAsync(CellReference cell, CancellationToken cancellationToken)
    {
        SqliteValue[]? row = await FindAsync(cell.Database, cell.Table, cell.RowId, cancellationToken);
        int column = Columns(cell.Database, cell.Table).ToList().IndexOf(cell.Column);
        return row is null || column < 0 || column >= row.Length ? null : row[column];
    }
}
