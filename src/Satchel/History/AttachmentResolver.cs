using System.Text;
using Satchel.Capture;
using Satchel.Chats;
using Satchel.Vaults.Maps;

namespace Satchel.History;

/// <summary>
/// Completes attachments with what was found of their files. A thumbnail stays only where the file it stands for is missing.
/// </summary>
/// <param name="files">The snapshot's files; null in a dry run.</param>
/// <param name="tree">The source's files, where one that the snapshot leaves out may lie; null for none.</param>
internal sealed class AttachmentResolver(SortedMap? files, SourceTree? tree)
{
    /// <summary>How many files are not what the source says of them.</summary>
    public long Mismatches { get; private set; }

    /// <summary>Completes a message.</summary>
    public async ValueTask<Message> ResolveAsync(Message message, CancellationToken cancellationToken)
    {
        List<Attachment> resolved = new(message.Attachments.Count);
        bool isMissing = true;
        foreach (Attachment attachment in message.Attachments)
        {
            if (attachment.IsThumbnail && !isMissing)
            {
                continue;
            }

            Attachment found = attachment.Cell is null ? await ResolveAsync(attachment, cancellationToken) : attachment;
            if (!attachment.IsThumbnail)
            {
                resolved.Add(found);
                isMissing = found.Missing;
            }
            else if (!found.Missing)
            {
                resolved.Add(found);
            }
        }

        return message with { Attachments = resolved };
    }

    private async ValueTask<Attachment> ResolveAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        if (attachment.Path is null)
        {
            return attachment with { Missing = true };
        }

        byte[] key = Encoding.UTF8.GetBytes(attachment.Path);
        ReadOnlyMemory<byte>? record = files is null ? null : await files.FindAsync(key, cancellationToken);
        if (record is ReadOnlyMemory<byte> bytes && FileRecord.Decode(bytes.Span) is { Kind: FileKind.File, Sha256: not null } file)
        {
            byte[] sha256 = file.Sha256.Value.ToArray();
            if (attachment.Sha256 is byte[] told && !told.AsSpan().SequenceEqual(sha256))
            {
                Mismatches++;
            }

            return attachment with { Missing = false, LengthBytes = file.LengthBytes, Sha256 = sha256 };
        }

        return attachment with { Missing = tree?.FindAttachment(attachment.Path) is null };
    }
}
