using Satchel.Capture;
using Satchel.Chats;

namespace Satchel.Archive;

/// <summary>The attached files of a source on this machine.</summary>
/// <param name="tree">The source's files.</param>
/// <param name="hashContents">Whether the files are read for their SHA-256; else they are only looked for.</param>
internal sealed class SourceAttachments(SourceTree tree, bool hashContents)
{
    private const int MaxRemembered = 100_000;
    private readonly Dictionary<string, ContentDigest> _hashes = new(StringComparer.Ordinal);

    /// <summary>Completes a message's attachments with what is found.</summary>
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

    /// <summary>Opens a file; null where it is not there.</summary>
    public async ValueTask<Stream?> OpenAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        try
        {
            WalkedEntry? file = attachment.Path is null ? null : await tree.FindAttachmentAsync(attachment.Path, cancellationToken);
            return file is null ? null : await tree.OpenAttachmentAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ChatFormatException)
        {
            return null;
        }
    }

    private async ValueTask<Attachment> ResolveAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        if (!hashContents)
        {
            WalkedEntry? entry = attachment.Path is null ? null : await tree.FindAttachmentAsync(attachment.Path, cancellationToken);
            return entry is null ? attachment with { Missing = true } : attachment with { Missing = false, LengthBytes = entry.Stamp.LengthBytes };
        }

        await using Stream? file = await OpenAsync(attachment, cancellationToken);
        if (file is null)
        {
            return attachment with { Missing = true };
        }

        if (!_hashes.TryGetValue(attachment.Path!, out ContentDigest content))
        {
            try
            {
                content = await ContentDigest.OfAsync(file, cancellationToken);
            }
            catch (Exception e) when (e is IOException or ChatFormatException)
            {
                return attachment with { Missing = true };
            }

            if (_hashes.Count < MaxRemembered)
            {
                _hashes[attachment.Path!] = content;
            }
        }

        return attachment with { Missing = false, LengthBytes = content.LengthBytes, Sha256 = content.Sha256 };
    }
}
