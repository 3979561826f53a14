using System.Text;
using Satchel.Capture;
using Satchel.Chats;
using Satchel.Vaults.Maps;

namespace Satchel.History;

/// <summary>
/// Completes attachments with what was found of their files. A thumbnail stays only where the file it stands for is missing.
/// </summary>
/// <param name="files">The snapshot's files; null in a dry run.</param>
/// <param name="tree">The source's files.</param>
/// <param name="isPartial">Whether the snapshot leaves out files, so that one that it lacks may be there all the same.</param>
internal sealed class AttachmentResolver(SortedMap? files, SourceTree tree, bool isPartial)
{
    private readonly List<string> _unreadable = [];

    /// <summary>What of a ZIP could not be read.</summary>
    public IReadOnlyList<string> Unreadable => _unreadable;

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

        return isPartial || tree.IsFile ? await FindAsync(attachment, attachment.Path, cancellationToken) : attachment with { Missing = true };
    }

    // What lies in a ZIP is no file of the snapshot; its content is read for what a file's record tells.
    private async ValueTask<Attachment> FindAsync(Attachment attachment, string path, CancellationToken cancellationToken)
    {
        try
        {
            WalkedEntry? found = await tree.FindAttachmentAsync(path, cancellationToken);
            if (found?.Zipped is null)
            {
                return attachment with { Missing = found is null };
            }

            await using Stream content = await tree.OpenAttachmentAsync(found, cancellationToken);
            ContentDigest digest = await ContentDigest.OfAsync(content, cancellationToken);
            return attachment with { Missing = false, LengthBytes = digest.LengthBytes, Sha256 = digest.Sha256 };
        }
        catch (Exception e) when (e is ChatFormatException || (e is IOException or UnauthorizedAccessException && e is not Storage.StorageException))
        {
            _unreadable.Add($"{path}: {(e is ChatFormatException ? e.Message : "cannot be read")}");
            return attachment with { Missing = true };
        }
    }
}
