using System.Buffers.Binary;
using System.Security.Cryptography;
using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Exports;

/// <summary>
/// The folder that takes attachments: each content once, as <c>&lt;sha256&gt;.&lt;ext&gt;</c>. It remembers 16 bytes of each hash it
/// has written, some 40 bytes with their table, so that a content under two names is not written twice.
/// </summary>
internal sealed class MediaFolder(string folder)
{
    private const int CopyBytes = 128 * 1024;
    private readonly Dictionary<UInt128, string> _written = [];
    private readonly byte[] _buffer = new byte[CopyBytes];

    /// <summary>The folder.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>How many contents are there.</summary>
    public long Files => _written.Count;

    /// <summary>How many attachments had none.</summary>
    public long Missing { get; private set; }

    /// <summary>Writes the content of an attachment, unless it is there; the file's name, or null where there is no content.</summary>
    public async Task<string?> SaveAsync(HistoryView view, HistoryMessage message, Attachment attachment, CancellationToken cancellationToken)
    {
        if (attachment.Missing)
        {
            Missing++;
            return null;
        }

        if (attachment.Sha256 is { Length: SHA256.HashSizeInBytes } claimed && _written.TryGetValue(KeyOf(claimed), out string? known))
        {
            return NameOf(claimed, known);
        }

        await using Stream? content = await view.OpenAttachmentAsync(message, attachment, cancellationToken).ConfigureAwait(false);
        if (content is null)
        {
            Missing++;
            return null;
        }

        return await CopyAsync(content, string.Intern(SafeFileName.ExtensionOf(attachment.Mime, attachment.Name ?? attachment.Path)), cancellationToken).ConfigureAwait(false);
    }

    private static UInt128 KeyOf(byte[] hash) => BinaryPrimitives.ReadUInt128BigEndian(hash);

    private static string NameOf(byte[] hash, string extension) => Convert.ToHexStringLower(hash) + extension;

    // Named by what was read, not by what the source claims: the name is a promise about the content.
    private async Task<string> CopyAsync(Stream content, string extension, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        string temporary = Path.Combine(Folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            byte[] hash;
            await using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous))
            {
                hash = await CopyAsync(content, file, cancellationToken).ConfigureAwait(false);
            }

            if (_written.TryAdd(KeyOf(hash), extension))
            {
                File.Move(temporary, Path.Combine(Folder, NameOf(hash, extension)), overwrite: true);
            }

            return NameOf(hash, _written[KeyOf(hash)]);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private async Task<byte[]> CopyAsync(Stream content, FileStream file, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        int read;
        while ((read = await content.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            hash.AppendData(_buffer, 0, read);
            await file.WriteAsync(_buffer.AsMemory(0, read), cancellationToken).ConfigureAwait(false);
        }

        return hash.GetHashAndReset();
    }
}
