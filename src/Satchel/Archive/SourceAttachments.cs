using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Satchel.Capture;
using Satchel.Chats;

namespace Satchel.Archive;

/// <summary>The attachments of a source on this machine.</summary>
/// <param name="contents">Their contents.</param>
/// <param name="hashContents">Whether they are read for their SHA-256; else files are only looked for.</param>
internal sealed class SourceAttachments(SourceContents contents, bool hashContents)
{
    private const int MaxRemembered = 100_000;
    private readonly Dictionary<UInt128, ContentDigest> _hashes = [];

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

            Attachment found = await contents.SniffAsync(await ResolveAsync(attachment, cancellationToken), cancellationToken);
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
        bool isPlainFile = attachment is { Cell: null, Slices.Count: 0, Coding: null };
        if (!hashContents && isPlainFile)
        {
            WalkedEntry? entry = attachment.Path is null ? null : await contents.Tree.FindAttachmentAsync(attachment.Path, cancellationToken);
            return entry is null ? attachment with { Missing = true } : attachment with { Missing = false, LengthBytes = entry.Stamp.LengthBytes };
        }

        if (!hashContents && (attachment.Cell is not null || attachment.Slices.Count > 0))
        {
            return attachment;
        }

        if (attachment.Coding is string coding && AttachmentCodings.NeedsKey(coding))
        {
            // It is there, and nothing can be said of what it is.
            WalkedEntry? entry = attachment.Path is null ? null : await contents.Tree.FindAttachmentAsync(attachment.Path, cancellationToken);
            return attachment with { Missing = entry is null, LengthBytes = null, Sha256 = null };
        }

        return await ReadAsync(attachment, cancellationToken);
    }

    private async ValueTask<Attachment> ReadAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        UInt128? key = attachment is { Cell: null, Slices.Count: 0, Path: string path } ? KeyOf(path, attachment.Coding) : null;
        if (key is not UInt128 known || !_hashes.TryGetValue(known, out ContentDigest digest))
        {
            await using Stream? content = await contents.TryOpenAsync(attachment, cancellationToken);
            if (content is null)
            {
                return attachment with { Missing = true };
            }

            try
            {
                digest = await ContentDigest.OfAsync(content, cancellationToken);
            }
            catch (Exception e) when (e is IOException or ChatFormatException)
            {
                return attachment with { Missing = true };
            }

            if (key is UInt128 unknown && _hashes.Count < MaxRemembered)
            {
                _hashes[unknown] = digest;
            }
        }

        return attachment with { Missing = false, LengthBytes = digest.LengthBytes, Sha256 = digest.Sha256 };
    }

    private static UInt128 KeyOf(string path, string? coding) =>
        BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{coding}\0{path}")));
}
