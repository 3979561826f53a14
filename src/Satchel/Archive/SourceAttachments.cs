using System.Security.Cryptography;
using Satchel.Capture;
using Satchel.Chats;
using Satchel.Native;

namespace Satchel.Archive;

/// <summary>The attached files of a source on this machine.</summary>
/// <param name="source">The source.</param>
internal sealed class SourceAttachments(ChatSource source)
{
    private const int MaxRemembered = 100_000;
    private readonly Dictionary<string, byte[]> _hashes = new(StringComparer.Ordinal);

    /// <summary>Completes a message's attachments with what is found; the files are read for their SHA-256.</summary>
    public async ValueTask<Message> ResolveAsync(Message message, CancellationToken cancellationToken)
    {
        List<Attachment> resolved = new(message.Attachments.Count);
        bool isMissing = true;
        foreach (Attachment attachment in message.Attachments)
        {
            if (attachment.Cell is null)
            {
                Attachment found = await ResolveAsync(attachment, cancellationToken);
                isMissing = found.Missing;
                resolved.Add(found);
            }
            else if (isMissing)
            {
                resolved.Add(attachment);
            }
        }

        return message with { Attachments = resolved };
    }

    /// <summary>Opens a file; null where it is not there.</summary>
    public Stream? Open(Attachment attachment) => FindFile(attachment.Path) is string full ? TryOpen(full) : null;

    private static FileStream? TryOpen(string full)
    {
        try
        {
            return new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private async ValueTask<Attachment> ResolveAsync(Attachment attachment, CancellationToken cancellationToken)
    {
        await using FileStream? file = FindFile(attachment.Path) is string full ? TryOpen(full) : null;
        if (file is null)
        {
            return attachment with { Missing = true };
        }

        if (!_hashes.TryGetValue(attachment.Path!, out byte[]? hash))
        {
            hash = await SHA256.HashDataAsync(file, cancellationToken);
            if (_hashes.Count < MaxRemembered)
            {
                _hashes[attachment.Path!] = hash;
            }
        }

        return attachment with { Missing = false, LengthBytes = file.Length, Sha256 = hash };
    }

    // A path out of a database is nothing to trust: it must not lead out of the source.
    private string? FindFile(string? path)
    {
        if (path is null || source.IsFile)
        {
            return null;
        }

        string full = Path.GetFullPath(Path.Combine(source.Root, path));
        return full.StartsWith(source.Root + Path.DirectorySeparatorChar, StringComparison.Ordinal) && FileStatus.Read(full) is { Kind: EntryKind.File }
            ? full
            : null;
    }
}
