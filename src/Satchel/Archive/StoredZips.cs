using System.Text;
using Satchel.Capture;
using Satchel.Chats;
using Satchel.Chats.Zips;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Archive;

/// <summary>Contents that lie in ZIP files of a vault. Not thread-safe; what it opens is.</summary>
/// <param name="vault">The vault.</param>
internal sealed class StoredZips(Vault vault)
{
    private const int MaxRemembered = 16;
    private readonly Dictionary<Digest, ZipDirectory?> _directories = [];

    /// <summary>Opens the content of an attachment whose path leads into a ZIP; null where it is not there, or is another content.</summary>
    public async ValueTask<Stream?> OpenAsync(SortedMap files, Attachment attachment, CancellationToken cancellationToken)
    {
        if (attachment.Path is null || !ZipPath.TrySplit(attachment.Path, out string path, out string name)
            || await files.FindAsync(Encoding.UTF8.GetBytes(path), cancellationToken) is not ReadOnlyMemory<byte> bytes
            || FileRecord.Decode(bytes.Span) is not { Kind: FileKind.File, Sha256: Digest whole } record
            || await FindDirectoryAsync(whole, record, path, cancellationToken) is not ZipDirectory directory
            || directory.Find(name) is not ZippedFile file || (attachment.LengthBytes is long length && length != file.LengthBytes))
        {
            return null;
        }

        try
        {
            // A later export may hold another content under the same name.
            if (attachment.Sha256 is byte[] told)
            {
                await using Stream content = await directory.OpenAsync(new StoredFileStream(vault, record), file, cancellationToken);
                ContentDigest digest = await ContentDigest.OfAsync(content, cancellationToken);
                if (!digest.Sha256.AsSpan().SequenceEqual(told))
                {
                    return null;
                }
            }

            return await directory.OpenAsync(new StoredFileStream(vault, record), file, cancellationToken);
        }
        catch (ChatFormatException)
        {
            return null;   // it was no better when it was saved
        }
    }

    private async ValueTask<ZipDirectory?> FindDirectoryAsync(Digest whole, FileRecord record, string path, CancellationToken cancellationToken)
    {
        if (_directories.TryGetValue(whole, out ZipDirectory? directory))
        {
            return directory;
        }

        try
        {
            await using StoredFileStream zip = new(vault, record);
            directory = await ZipDirectory.ReadAsync(zip, path, cancellationToken);
        }
        catch (ChatFormatException)
        {
            directory = null;
        }

        if (_directories.Count == MaxRemembered)
        {
            _directories.Clear();
        }

        return _directories[whole] = directory;
    }
}
