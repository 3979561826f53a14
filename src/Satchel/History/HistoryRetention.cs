using System.Text;
using Satchel.Capture;
using Satchel.Chats;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.History;

/// <summary>
/// Makes a history able to do without its snapshot: contents that lie in cells of the source's databases become chunks
/// (docs/format.md, 10.3).
/// </summary>
/// <param name="vault">The vault.</param>
/// <param name="writer">Takes the chunks and the new history.</param>
/// <param name="snapshot">The snapshot that is to go.</param>
internal sealed class HistoryRetention(Vault vault, SnapshotWriter writer, SnapshotInfo snapshot)
{
    private readonly Dictionary<string, PreviousDatabase> _databases = [];
    private readonly HashSet<string> _asked = [];

    private static ReadOnlySpan<byte> CellMember => "\"rowid\":"u8;

    /// <summary>The root of the history with the chunks.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: the history or a row cannot be read.</exception>
    public async Task<MapRoot> KeepThumbnailsAsync(CancellationToken cancellationToken)
    {
        MapEditor editor = writer.EditMap(MapKind.History, snapshot.History);
        ThumbnailKeeper keeper = new(new PreviousRows(_databases, vault.ReadChunkAsync), writer);
        using RecordCodec codec = new();
        await foreach (IReadOnlyList<MapEntry> node in vault.OpenMap(snapshot.History).ReadNodesAsync(KeyRange.All, cancellationToken))
        {
            foreach (MapEntry entry in node)
            {
                // Versions that ended have theirs as chunks already.
                if (entry.Record.Span.IndexOf(CellMember) < 0 || !HistoryRecord.IsOpen(entry.Record.Span))
                {
                    continue;
                }

                StoredMessage stored = RecordCodec.Decode(entry.Key.Span, entry.Record.Span);
                await OpenDatabasesAsync(stored.Message, cancellationToken);
                Message kept = await keeper.KeepAsync(stored.Message, cancellationToken);
                if (!ReferenceEquals(kept, stored.Message))
                {
                    await editor.PutAsync(entry.Key, codec.Encode(kept, stored.FirstMillis), cancellationToken);
                }
            }
        }

        return await editor.CompleteAsync(cancellationToken);
    }

    private async ValueTask OpenDatabasesAsync(Message message, CancellationToken cancellationToken)
    {
        foreach (Attachment attachment in message.Attachments)
        {
            if (attachment.Cell is not CellReference cell || !_asked.Add(cell.Database))
            {
                continue;
            }

            ReadOnlyMemory<byte>? record = await vault.OpenMap(snapshot.Files).FindAsync(Encoding.UTF8.GetBytes(cell.Database), cancellationToken);
            if (record is ReadOnlyMemory<byte> bytes && FileRecord.Decode(bytes.Span) is { Kind: FileKind.Database } known)
            {
                ReadOnlyMemory<byte> json = await vault.ReadChunkAsync(known.Description!.Value, cancellationToken);
                _databases[cell.Database] = new PreviousDatabase(known, DatabaseDescription.Parse(json.Span), vault.OpenMap(known.Rows!));
            }
        }
    }
}
