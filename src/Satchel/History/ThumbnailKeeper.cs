using Satchel.Capture;
using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Vaults;

namespace Satchel.History;

/// <summary>
/// Keeps the content of thumbnails that lie in a database's cells, when the version of the message that shows them ends: the row may go
/// next, and the history must not need it.
/// </summary>
/// <param name="rows">The rows as they were when the version was shown.</param>
/// <param name="writer">Takes the chunks; null in a dry run.</param>
internal sealed class ThumbnailKeeper(PreviousRows? rows, SnapshotWriter? writer)
{
    /// <summary>The message with each cell replaced by a chunk, where the cell can be read; itself where there is none.</summary>
    public async ValueTask<Message> KeepAsync(Message message, CancellationToken cancellationToken)
    {
        if (rows is null || writer is null || message.Attachments.All(a => a.Cell is null))
        {
            return message;
        }

        List<Attachment> kept = new(message.Attachments.Count);
        foreach (Attachment attachment in message.Attachments)
        {
            kept.Add(attachment.Cell is CellReference cell ? await KeepAsync(attachment, cell, cancellationToken) : attachment);
        }

        return message with { Attachments = kept };
    }

    private async ValueTask<Attachment> KeepAsync(Attachment attachment, CellReference cell, CancellationToken cancellationToken)
    {
        SqliteValue? value = await rows!.FindCellAsync(cell, cancellationToken);
        if (value is not { Type: SqliteType.Blob or SqliteType.Text } content || content.Bytes.Length is 0 or > VaultLimits.MaxChunkBytes)
        {
            return attachment;
        }

        byte[] bytes = content.Bytes.ToArray();
        Digest digest = Digest.Of(bytes);
        await writer!.PutChunkAsync(digest, bytes, cancellationToken);
        return attachment with { Cell = null, Sha256 = digest.ToArray(), LengthBytes = bytes.Length };
    }
}
