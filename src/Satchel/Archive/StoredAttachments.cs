using System.Text;
using Satchel.Capture;
using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Archive;

/// <summary>Finds the contents of attachments in a vault.</summary>
/// <param name="vault">The vault.</param>
/// <param name="layers">The sources.</param>
internal sealed class StoredAttachments(Vault vault, IReadOnlyList<HistoryLayer> layers)
{
    private readonly StoredZips _zips = new(vault);

    /// <summary>Opens a content; null where the vault has none.</summary>
    public async ValueTask<Stream?> OpenAsync(int layer, Attachment attachment, CancellationToken cancellationToken)
    {
        if (attachment.Sha256 is { Length: Digest.LengthBytes } sha256 && attachment.Cell is null && vault.ContainsChunk(new Digest(sha256)))
        {
            return new ChunkStream(vault, [new Digest(sha256)]);
        }

        // The source that the message comes from first, then the others: a film of the same path and content may be there.
        foreach (HistoryLayer source in layers.Skip(layer).Take(1).Concat(layers.Where((_, i) => i != layer)))
        {
            foreach (SnapshotInfo snapshot in source.Snapshots)
            {
                if (await OpenAsync(snapshot, attachment, cancellationToken) is Stream content)
                {
                    return content;
                }
            }
        }

        return null;
    }

    private async ValueTask<Stream?> OpenAsync(SnapshotInfo snapshot, Attachment attachment, CancellationToken cancellationToken)
    {
        SortedMap files = vault.OpenMap(snapshot.Files);
        if (attachment.Cell is CellReference cell)
        {
            return await OpenCellAsync(files, cell, cancellationToken);
        }

        if (attachment.Path is null)
        {
            return null;
        }

        if (await files.FindAsync(Encoding.UTF8.GetBytes(attachment.Path), cancellationToken) is not ReadOnlyMemory<byte> bytes)
        {
            return await _zips.OpenAsync(files, attachment, cancellationToken);
        }

        FileRecord record = FileRecord.Decode(bytes.Span);
        bool isIt = record is { Kind: FileKind.File, Sha256: Digest found }
            && (attachment.Sha256 is null || found.ToArray().AsSpan().SequenceEqual(attachment.Sha256));
        return isIt ? new ChunkStream(vault, record.Chunks) : null;
    }

    private async ValueTask<Stream?> OpenCellAsync(SortedMap files, CellReference cell, CancellationToken cancellationToken)
    {
        if (await files.FindAsync(Encoding.UTF8.GetBytes(cell.Database), cancellationToken) is not ReadOnlyMemory<byte> bytes
            || FileRecord.Decode(bytes.Span) is not { Kind: FileKind.Database } record)
        {
            return null;
        }

        ReadOnlyMemory<byte> json = await vault.ReadChunkAsync(record.Description!.Value, cancellationToken);
        Dictionary<string, PreviousDatabase> databases = new()
        {
            [cell.Database] = new PreviousDatabase(record, DatabaseDescription.Parse(json.Span), vault.OpenMap(record.Rows!)),
        };
        SqliteValue? value = await new PreviousRows(databases, vault.ReadChunkAsync).FindCellAsync(cell, cancellationToken);
        return value is { IsNull: false } content ? new MemoryStream(content.Bytes.ToArray(), writable: false) : null;
    }
}
