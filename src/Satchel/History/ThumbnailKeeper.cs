using Satchel.Capture;
using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Vaults;

namespace Satchel.History;

/// <summary>
/// Keeps contents that lie in a database's cells, thumbnails and voices, when the version of the message that shows them ends: the row may go
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

        byte[]? bytes = await DecodeAsync(attachment, content.Bytes.ToArray(), cancellationToken);
        if (bytes is not { Length: > 0 and <= VaultLimits.MaxChunkBytes })
        {
            return attachment;
        }

        Digest digest = Digest.Of(bytes);
        await writer!.PutChunkAsync(digest, bytes, cancellationToken);
        return attachment with { Cell = null, Coding = null, Sha256 = digest.ToArray(), LengthBytes = bytes.Length, IsThumbnail = false };
    }

    private static async ValueTask<byte[]?> DecodeAsync(Attachment attachment, byte[] stored, CancellationToken cancellationToken)
    {
        if (attachment.Coding is null)
        {
            return stored;
        }

        try
        {
            await using Stream content = AttachmentCodings.Decode(attachment.Coding, new MemoryStream(stored, writable: false), attachment.Cell!.Database);
            MemoryStream decoded = new();
            await content.CopyToAsync(decoded, cancellationToken);
            return decoded.ToArray();
        }
        catch (ChatFormatException)
        {
            return null;   // the cell stays named, as it is
        }
    }
}
