using System.Text;
using Satchel.Archive;
using Satchel.Capture;
using Satchel.Chats;
using Satchel.Vaults.Maps;

namespace Satchel.History;

/// <summary>
/// Completes attachments with what was found of their contents. A thumbnail stays only where the content it stands for is missing.
/// </summary>
/// <param name="files">The snapshot's files; null in a dry run.</param>
/// <param name="contents">The contents, where the source has them.</param>
/// <param name="isPartial">Whether the snapshot leaves out files, so that one that it lacks may be there all the same.</param>
internal sealed class AttachmentResolver(SortedMap? files, SourceContents contents, bool isPartial)
{
    private const int MaxNamed = 1000;
    private readonly List<string> _unreadable = [];

    /// <summary>What could not be read or decoded.</summary>
    public IReadOnlyList<string> Unreadable => _unreadable;

    /// <summary>How many files are not what the source says of them.</summary>
    public long Mismatches { get; private set; }

    /// <summary>Completes a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="before">What the snapshot before says of its attachments: what is stored as it was then need not be decoded again.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async ValueTask<Message> ResolveAsync(Message message, IReadOnlyList<Attachment> before, CancellationToken cancellationToken)
    {
        List<Attachment> resolved = new(message.Attachments.Count);
        bool isMissing = true;
        foreach (Attachment attachment in message.Attachments)
        {
            if (attachment.IsThumbnail && !isMissing)
            {
                continue;
            }

            Attachment found = attachment switch
            {
                { Slices.Count: > 0 } when isPartial => attachment,   // whether the file is kept or not, it is there
                { Cell: null, Slices.Count: 0 } => await ResolveFileAsync(attachment, before, cancellationToken),
                _ => await ReadAsync(attachment, cancellationToken),
            };
            found = await contents.SniffAsync(found, cancellationToken);
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

    private async ValueTask<Attachment> ResolveFileAsync(Attachment attachment, IReadOnlyList<Attachment> before, CancellationToken cancellationToken)
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
            if (attachment.Coding is not null)
            {
                return await DecodeAsync(attachment with { StoredSha256 = sha256 }, before, cancellationToken);
            }

            if (attachment.Sha256 is byte[] told && !told.AsSpan().SequenceEqual(sha256))
            {
                Mismatches++;
            }

            return attachment with { Missing = false, LengthBytes = file.LengthBytes, Sha256 = sha256 };
        }

        return isPartial || contents.Tree.IsFile ? await FindAsync(attachment, attachment.Path, cancellationToken) : attachment with { Missing = true };
    }

    private async ValueTask<Attachment> DecodeAsync(Attachment attachment, IReadOnlyList<Attachment> before, CancellationToken cancellationToken)
    {
        Attachment? known = before.FirstOrDefault(b => b.Sha256 is not null && b.Coding == attachment.Coding
            && b.StoredSha256 is byte[] stored && stored.AsSpan().SequenceEqual(attachment.StoredSha256));
        if (known is not null)
        {
            return attachment with { Missing = false, LengthBytes = known.LengthBytes, Sha256 = known.Sha256 };
        }

        return AttachmentCodings.NeedsKey(attachment.Coding!)
            ? attachment with { Missing = false, LengthBytes = null, Sha256 = null }
            : await ReadAsync(attachment, cancellationToken);
    }

    // What lies in a cell or in pieces, or is encoded, is read for what a file's record would tell.
    private async ValueTask<Attachment> ReadAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        try
        {
            await using Stream? content = await contents.OpenAsync(attachment, cancellationToken);
            if (content is null)
            {
                return attachment with { Missing = true };
            }

            ContentDigest digest = await ContentDigest.OfAsync(content, cancellationToken);
            return attachment with { Missing = false, LengthBytes = digest.LengthBytes, Sha256 = digest.Sha256 };
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            Name(SourceContents.NameOf(attachment), e);
            return attachment with { Missing = true };
        }
    }

    // What lies in a ZIP is no file of the snapshot.
    private async ValueTask<Attachment> FindAsync(Attachment attachment, string path, CancellationToken cancellationToken)
    {
        try
        {
            WalkedEntry? found = await contents.Tree.FindAttachmentAsync(path, cancellationToken);
            return found?.Zipped is null ? attachment with { Missing = found is null } : await ReadAsync(attachment, cancellationToken);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            Name(path, e);
            return attachment with { Missing = true };
        }
    }

    private static bool IsUnreadable(Exception e) =>
        e is ChatFormatException || (e is IOException or UnauthorizedAccessException && e is not Storage.StorageException);

    private void Name(string path, Exception e)
    {
        if (_unreadable.Count < MaxNamed)
        {
            _unreadable.Add(e is ChatFormatException ? e.Message.StartsWith(path, StringComparison.Ordinal) ? e.Message : $"{path}: {e.Message}" : $"{path}: cannot be read");
        }
    }
}
