using Satchel.Chats;
using Satchel.Vaults;

namespace Satchel.Capture;

/// <summary>Passes the changed rows of one database on to the reader of its messages.</summary>
/// <param name="database">The database's path below the root.</param>
/// <param name="target">What is told.</param>
/// <param name="readChunk">Reads the chunks of long fields.</param>
internal sealed class RowChanges(string database, IMessageChanges target, Func<Digest, CancellationToken, ValueTask<ReadOnlyMemory<byte>>> readChunk)
{
    /// <summary>Whether tables came, went or got other columns: then rows alone do not tell what changed.</summary>
    public bool HasNewSchema { get; private set; }

    /// <summary>How many rows changed.</summary>
    public long Count { get; private set; }

    /// <summary>Notes that a table came or has other columns, and says whether its rows tell all that it brings.</summary>
    public bool NoteSchema(TableDescription table, TableDescription? before)
    {
        bool isFollowed = before is null && !table.WithoutRowId && target.FollowsTable(database, table.Name);
        HasNewSchema |= !isFollowed;
        return isFollowed;
    }

    /// <summary>Notes that a table went.</summary>
    public void NoteRemovedTable() => HasNewSchema = true;

    /// <summary>Notes a row.</summary>
    public async ValueTask NoteAsync(
        TableDescription table, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte>? before, ReadOnlyMemory<byte>? after, RowBuffer buffer, CancellationToken cancellationToken)
    {
        Count++;
        if (table.WithoutRowId)
        {
            HasNewSchema = true;   // there is no rowid to tell it by
            return;
        }

        long rowId = RowKey.RowId(key.Span);
        target.Note(new RowChange(
            database,
            table.Name,
            rowId,
            before is ReadOnlyMemory<byte> old ? await RowValues.DecodeAsync(old, rowId, table, readChunk, cancellationToken) : null,
            after is ReadOnlyMemory<byte> now ? await RowValues.DecodeAsync(now, rowId, table, ReadAsync, cancellationToken) : null));

        // The chunks of a row that was just read lie in the buffer; they may still be on their way to the vault.
        ValueTask<ReadOnlyMemory<byte>> ReadAsync(Digest digest, CancellationToken token)
        {
            foreach ((Digest of, byte[] content) in buffer.Chunks)
            {
                if (of == digest)
                {
                    return ValueTask.FromResult<ReadOnlyMemory<byte>>(content);
                }
            }

            return readChunk(digest, token);
        }
    }
}
