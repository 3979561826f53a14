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

    /// <summary>Opens a content, decoded; null where the vault has none.</summary>
    public async ValueTask<Stream?> OpenAsync(int layer, Attachment attachment, CancellationToken cancellationToken)
    {
        // What is stored is known by its own SHA-256 where it is not the content.
        byte[]? sha256 = attachment.Coding is null ? attachment.Sha256 : attachment.StoredSha256;
        if (sha256 is { Length: Digest.LengthBytes } && attachment is { Cell: null, Slices.Count: 0 } && vault.ContainsChunk(new Digest(sha256)))
        {
            return Decode(attachment, new ChunkStream(vault, [new Digest(sha256)]));
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

    private static Stream? Decode(Attachment attachment, Stream? stored)
    {
        try
        {
            return stored is null ? null : AttachmentCodings.Decode(attachment.Coding, stored, SourceContents.NameOf(attachment));
        }
        catch (ChatFormatException)
        {
            return null;   // no key was given when it was saved, or a later version saved it
        }
    }

    private async ValueTask<Stream?> OpenAsync(SnapshotInfo snapshot, Attachment attachment, CancellationToken cancellationToken)
    {
        SortedMap files = vault.OpenMap(snapshot.Files);
        if (attachment.Cell is CellReference cell)
        {
            return await OpenVerifiedAsync(attachment, () => OpenCellAsync(files, cell, cancellationToken), cancellationToken);
        }

        if (attachment.Slices.Count > 0)
        {
            return await OpenVerifiedAsync(attachment, () => OpenSlicesAsync(files, attachment.Slices, cancellationToken), cancellationToken);
        }

        if (attachment.Path is null)
        {
            return null;
        }

        if (await FindFileAsync(files, attachment.Path, cancellationToken) is not FileRecord record)
        {
            return attachment.Coding is null ? await _zips.OpenAsync(files, attachment, cancellationToken) : null;
        }

        byte[]? told = attachment.Coding is null ? attachment.Sha256 : attachment.StoredSha256;
        bool isIt = record is { Kind: FileKind.File, Sha256: Digest found } && (told is null || found.ToArray().AsSpan().SequenceEqual(told));
        return isIt ? Decode(attachment, record.Chunks.Count > 1 ? new StoredFileStream(vault, record) : new ChunkStream(vault, record.Chunks)) : null;
    }

    // Of the snapshots only one may have what the message says under the same row or place.
    private static async ValueTask<Stream?> OpenVerifiedAsync(Attachment attachment, Func<ValueTask<Stream?>> openAsync, CancellationToken cancellationToken)
    {
        try
        {
            if (attachment.Sha256 is byte[] told)
            {
                await using Stream? content = Decode(attachment, await openAsync());
                if (content is null || !(await ContentDigest.OfAsync(content, cancellationToken)).Sha256.AsSpan().SequenceEqual(told))
                {
                    return null;
                }
            }

            return Decode(attachment, await openAsync());
        }
        catch (ChatFormatException)
        {
            return null;
        }
    }

    private static async ValueTask<FileRecord?> FindFileAsync(SortedMap files, string path, CancellationToken cancellationToken) =>
        await files.FindAsync(Encoding.UTF8.GetBytes(path), cancellationToken) is ReadOnlyMemory<byte> bytes ? FileRecord.Decode(bytes.Span) : null;

    private async ValueTask<Stream?> OpenSlicesAsync(SortedMap files, IReadOnlyList<FileSlice> slices, CancellationToken cancellationToken)
    {
        foreach (string path in slices.Select(s => s.Path).Distinct(StringComparer.Ordinal))
        {
            if (await FindFileAsync(files, path, cancellationToken) is not { Kind: FileKind.File })
            {
                return null;
            }
        }

        return new SliceStream(slices, async (path, token) =>
            await FindFileAsync(files, path, token) is { Kind: FileKind.File } record ? new StoredFileStream(vault, record) : null);
    }

    private async ValueTask<Stream?> OpenCellAsync(SortedMap files, CellReference cell, CancellationToken cancellationToken)
    {
        if (await FindFileAsync(files, cell.Database, cancellationToken) is not { Kind: FileKind.Database } record)
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
