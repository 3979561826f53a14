using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Spool;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Capture;

/// <summary>
/// Brings the <c>rows</c> map of a database up to date: at first with all rows, later with those that changed, which it finds by comparing
/// the leaves that differ with the same stretch of the map. For one thread.
/// </summary>
internal sealed class RowsCapture
{
    private readonly SqliteImage _image;
    private readonly SnapshotWriter? _writer;
    private readonly MapEditor? _editor;
    private readonly PreviousDatabase? _previous;
    private readonly PageComparison _pages;
    private readonly RowChanges? _changes;
    private readonly string _scratchFolder;
    private readonly RowBuffer _buffer = new();

    /// <param name="image">The database.</param>
    /// <param name="writer">Takes the chunks of long fields; null in a dry run.</param>
    /// <param name="editor">Edits the map on the basis of the one before; null in a dry run.</param>
    /// <param name="previous">The database as it was; null at first.</param>
    /// <param name="pages">Tells the leaves that differ.</param>
    /// <param name="changes">Told of the rows that changed; null where nobody wants to know.</param>
    /// <param name="scratchFolder">For what does not fit into memory.</param>
    public RowsCapture(
        SqliteImage image, SnapshotWriter? writer, MapEditor? editor, PreviousDatabase? previous, PageComparison pages, RowChanges? changes, string scratchFolder)
    {
        _image = image;
        _writer = writer;
        _editor = editor;
        _previous = previous;
        _pages = pages;
        _changes = changes;
        _scratchFolder = scratchFolder;
    }

    /// <summary>How many rows were read.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Goes through all tables in the order of their numbers, those that are no more included.</summary>
    /// <exception cref="ChatFormatException">A page is damaged, or a row beyond what a map can hold.</exception>
    public async Task CaptureAsync(DatabaseDescription description, CancellationToken cancellationToken)
    {
        Dictionary<int, TableDescription> now = description.Tables.ToDictionary(t => t.Number);
        Dictionary<int, TableDescription> before = _previous?.Description.Tables.ToDictionary(t => t.Number) ?? [];
        Dictionary<string, SqliteTable> trees = new(StringComparer.Ordinal);
        foreach (SqliteTable there in _image.Tables)
        {
            trees.TryAdd(there.Name, there);
        }

        foreach (int number in now.Keys.Union(before.Keys).Order())
        {
            TableDescription? table = now.GetValueOrDefault(number);
            TableDescription? old = before.GetValueOrDefault(number);
            if (table is null)
            {
                await RemoveTableAsync(number, cancellationToken);
                continue;
            }

            bool isSame = old is not null && old.IsSameTable(table);
            bool isFollowed = isSame || (_previous is not null && _changes?.NoteSchema(table, old) == true);
            SqliteTable tree = trees[table.Name];
            _buffer.Table = number;
            _buffer.KeyFields = table.WithoutRowId ? table.KeyFields : 0;
            if (table.WithoutRowId)
            {
                await CaptureKeyedAsync(table, tree, old is not null, cancellationToken);
            }
            else
            {
                await CaptureLeavesAsync(table, tree, old, isSame, isFollowed, cancellationToken);
            }
        }
    }

    private async Task CaptureLeavesAsync(TableDescription table, SqliteTable tree, TableDescription? old, bool isSame, bool isFollowed, CancellationToken cancellationToken)
    {
        await using PreviousRowCursor cursor = new(old is null ? null : _previous?.Rows, table.Number);
        RowChanges? changes = isFollowed ? _changes : null;
        foreach (SqliteLeaf leaf in _image.Leaves(tree))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_pages.IsUnchanged(table.Number, leaf) && isSame)
            {
                continue;
            }

            _buffer.Clear();
            _buffer.OnOverflowPage = page => _pages.NoteOverflow(page, leaf.Page);
            _image.ReadLeaf(leaf, _buffer);
            RowsRead += _buffer.Count;
            await PutChunksAsync(cancellationToken);
            if (cursor.IsEmpty)
            {
                await PutAllAsync(table, changes, cancellationToken);
            }
            else
            {
                await cursor.MoveToAsync(leaf.FirstRowId, cancellationToken);
                await CompareAsync(table, cursor, RowKey.Of(table.Number, leaf.LastRowId), changes, cancellationToken);
            }
        }
    }

    private async Task PutAllAsync(TableDescription table, RowChanges? changes, CancellationToken cancellationToken)
    {
        for (int row = 0; row < _buffer.Count; row++)
        {
            if (_editor is not null)
            {
                await _editor.PutAsync(_buffer.Key(row), _buffer.Record(row), cancellationToken);
            }

            if (changes is not null && _previous is not null)
            {
                await changes.NoteAsync(table, _buffer.Key(row), null, _buffer.Record(row), _buffer, cancellationToken);
            }
        }
    }

    // Both sides ascend: what is in the map alone is gone, what is in the buffer alone is new.
    private async Task CompareAsync(TableDescription table, PreviousRowCursor cursor, byte[] last, RowChanges? changes, CancellationToken cancellationToken)
    {
        int row = 0;
        while (true)
        {
            bool hasOld = cursor.Current is MapEntry current && current.Key.Span.SequenceCompareTo(last) <= 0;
            if (!hasOld && row == _buffer.Count)
            {
                return;
            }

            MapEntry old = hasOld ? cursor.Current!.Value : default;
            int order = !hasOld ? 1 : row == _buffer.Count ? -1 : old.Key.Span.SequenceCompareTo(_buffer.Key(row).Span);
            if (order < 0)
            {
                await ChangeAsync(table, old.Key, old.Record, null, changes, cancellationToken);
            }
            else if (order > 0)
            {
                await ChangeAsync(table, _buffer.Key(row), null, _buffer.Record(row), changes, cancellationToken);
            }
            else if (!old.Record.Span.SequenceEqual(_buffer.Record(row).Span))
            {
                await ChangeAsync(table, old.Key, old.Record, _buffer.Record(row), changes, cancellationToken);
            }

            if (order <= 0)
            {
                await cursor.NextAsync();
            }

            row += order >= 0 ? 1 : 0;
        }
    }

    private async ValueTask ChangeAsync(
        TableDescription table, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte>? before, ReadOnlyMemory<byte>? after, RowChanges? changes, CancellationToken cancellationToken)
    {
        if (_editor is not null)
        {
            await (after is ReadOnlyMemory<byte> record
                ? _editor.PutAsync(key, record, cancellationToken)
                : _editor.RemoveAsync(key, cancellationToken));
        }

        if (changes is not null)
        {
            await changes.NoteAsync(table, key, before, after, _buffer, cancellationToken);
        }
    }

    private async ValueTask PutChunksAsync(CancellationToken cancellationToken)
    {
        foreach ((Digest digest, byte[] content) in _buffer.Chunks)
        {
            if (_writer is not null)
            {
                await _writer.PutChunkAsync(digest, content, cancellationToken);
            }
        }
    }

    // The order of primary keys is SQLite's; the map's is that of their bytes.
    private async Task CaptureKeyedAsync(TableDescription table, SqliteTable tree, bool hasOld, CancellationToken cancellationToken)
    {
        using SortedSpool spool = new(_scratchFolder);
        _buffer.Clear();
        _buffer.OnOverflowPage = null;
        _image.ReadRows(tree, new SpoolingSink(_buffer, spool));
        RowsRead += spool.Count;
        await PutChunksAsync(cancellationToken);
        await using PreviousRowCursor cursor = new(hasOld ? _previous?.Rows : null, table.Number);
        await cursor.MoveToStartAsync(cancellationToken);
        foreach (SpoolEntry entry in spool.Read())
        {
            while (cursor.Current is MapEntry gone && gone.Key.Span.SequenceCompareTo(entry.Key.Span) < 0)
            {
                await ChangeAsync(table, gone.Key, gone.Record, null, null, cancellationToken);
                await cursor.NextAsync();
            }

            bool isThere = cursor.Current is MapEntry old && old.Key.Span.SequenceEqual(entry.Key.Span);
            if (!isThere || !cursor.Current!.Value.Record.Span.SequenceEqual(entry.Payload.Span))
            {
                await ChangeAsync(table, entry.Key, null, entry.Payload, null, cancellationToken);
            }

            if (isThere)
            {
                await cursor.NextAsync();
            }
        }

        await RemoveRestAsync(table, cursor, cancellationToken);
    }

    private async Task RemoveRestAsync(TableDescription table, PreviousRowCursor cursor, CancellationToken cancellationToken)
    {
        while (cursor.Current is MapEntry gone)
        {
            await ChangeAsync(table, gone.Key, gone.Record, null, null, cancellationToken);
            await cursor.NextAsync();
        }
    }

    private async Task RemoveTableAsync(int number, CancellationToken cancellationToken)
    {
        _changes?.NoteRemovedTable();
        await using PreviousRowCursor cursor = new(_previous!.Rows, number);
        await cursor.MoveToStartAsync(cancellationToken);
        while (cursor.Current is MapEntry gone)
        {
            if (_editor is not null)
            {
                await _editor.RemoveAsync(gone.Key, cancellationToken);
            }

            await cursor.NextAsync();
        }
    }

    private sealed class SpoolingSink(RowBuffer buffer, SortedSpool spool) : ISqliteRowSink
    {
        public void AddOverflowPage(uint page)
        {
        }

        public void AddRow(ref SqliteRowReader row)
        {
            buffer.AddRow(ref row);
            spool.Add(buffer.Key(0).Span, buffer.Record(0).Span);
            buffer.ClearRows();
        }
    }
}
