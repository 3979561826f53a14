using System.Buffers.Binary;
using System.Security.Cryptography;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.Vaults;

namespace Satchel.Exports;

/// <summary>
/// The folder that takes attachments: each content once, as <c>&lt;sha256&gt;.&lt;ext&gt;</c>. It remembers 16 bytes of each hash it
/// has written, some 40 bytes with their table, so that a content under two names is not written twice.
/// </summary>
internal sealed partial class MediaFolder(string folder) : IDisposable
{
    private const int CopyBytes = 128 * 1024;
    private const int MaxProblems = 1000;
    private readonly Dictionary<UInt128, string> _written = [];
    private readonly SortedSet<string> _problems = new(StringComparer.Ordinal);
    private readonly byte[] _buffer = new byte[CopyBytes];

    /// <summary>The folder.</summary>
    public string Folder { get; } = Path.GetFullPath(folder);

    /// <summary>How many contents are there.</summary>
    public long Files => _written.Count;

    /// <summary>How many attachments had none.</summary>
    public long Missing { get; private set; }

    /// <summary>Contents that are there and could not be read, a sentence each; of very many the first thousand.</summary>
    public IReadOnlyCollection<string> Problems => _problems;

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

        string what = attachment.Path ?? attachment.Name ?? message.Id;
        await using Stream? content = await TryAsync(async () => await view.OpenAttachmentAsync(message, attachment, cancellationToken).ConfigureAwait(false), what).ConfigureAwait(false);
        string extension = string.Intern(SafeFileName.ExtensionOf(attachment.Mime, attachment.Name ?? attachment.Path));
        string? file = content is null ? null : await CopyAsync(content, what, extension, cancellationToken).ConfigureAwait(false);
        Missing += file is null ? 1 : 0;
        return file;
    }

    private static UInt128 KeyOf(byte[] hash) => BinaryPrimitives.ReadUInt128BigEndian(hash);

    private static string NameOf(byte[] hash, string extension) => Convert.ToHexStringLower(hash) + extension;

    // What cannot be read is named and left out; that what was read cannot be written ends the export.
    private async ValueTask<T?> TryAsync<T>(Func<ValueTask<T?>> readAsync, string what)
    {
        try
        {
            return await readAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is VaultException { Problem: VaultProblem.Damaged or VaultProblem.NotFound } or ChatFormatException or IOException or UnauthorizedAccessException)
        {
            if (_problems.Count < MaxProblems)
            {
                _problems.Add($"{what}: {error.Message}");
            }

            return default;
        }
    }

    // Named by what was read, not by what the source claims: the name is a promise about the content.
    private async Task<string?> CopyAsync(Stream content, string what, string extension, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Folder);
        string temporary = Path.Combine(Folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            byte[]? hash;
            await using (FileStream file = new(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous))
            {
                hash = await CopyAsync(content, file, what, cancellationToken).ConfigureAwait(false);
            }

            if (hash is null)
            {
                return null;
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

    private async Task<byte[]?> CopyAsync(Stream content, FileStream file, string what, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (true)
        {
            int? read = await TryAsync<int?>(async () => await content.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false), what).ConfigureAwait(false);
            if (read is not > 0)
            {
                return read is null ? null : hash.GetHashAndReset();
            }

            hash.AppendData(_buffer, 0, read.Value);
            await file.WriteAsync(_buffer.AsMemory(0, read.Value), cancellationToken).ConfigureAwait(false);
        }
    }
}
