using System.Runtime.CompilerServices;
using Microsoft.Win32.SafeHandles;
using Satchel.Storage.Native;

namespace Satchel.Storage.FileSystem;

/// <summary>
/// A folder of a local or mounted file system. A blob is a file, written and flushed under another name first, so
/// that it is there whole or not at all, whatever dies when. Folders are 0700 and files 0600. The folder is made by
/// the first thing stored.
/// </summary>
public sealed class FolderBlobStore : IBlobStore
{
    // Another process may sweep a file in the moment between its making and its locking.
    private const int PutAttempts = 3;

    private readonly FolderLayout _layout;
    private readonly TimeProvider _time;

    /// <summary>Takes the folder at <paramref name="path"/>, and removes what crashed writers left there.</summary>
    public FolderBlobStore(string path, TimeProvider time)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(time);
        _layout = new FolderLayout(path);
        _time = time;
        TemporaryFile.Sweep(_layout);
    }

    /// <inheritdoc/>
    public string Description => _layout.Root;

    /// <inheritdoc/>
    public ValueTask PutAsync(BlobName name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        BlobChecks.RequireLength(content, BlobLimits.MaxBlobBytes);

        // Flushing waits for the disk, which would hold up a caller that has other things to do meanwhile.
        return new ValueTask(Task.Run(() => PutFile(name, content, cancellationToken), cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask ReadAsync(BlobName name, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        cancellationToken.ThrowIfCancellationRequested();
        using SafeFileHandle file = Open(name) ?? throw NotFound(name);
        ReadFully(file, name, offset, destination.Span);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<byte[]> ReadAllAsync(BlobName name, int maxBytes, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        ArgumentOutOfRangeException.ThrowIfNegative(maxBytes);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(ReadFile(name, maxBytes) ?? throw NotFound(name));
    }

    /// <inheritdoc/>
    public ValueTask<long?> FindLengthAsync(BlobName name, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        cancellationToken.ThrowIfCancellationRequested();
        using SafeFileHandle? file = Open(name);
        return ValueTask.FromResult(file is null ? null : (long?)LengthOf(file, name));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        await Task.Yield();
        foreach (BlobInfo blob in FolderListing.Files(_layout, prefix, Description))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!blob.Name.IsHead)
            {
                yield return blob;
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> DeleteAsync(BlobName name, CancellationToken cancellationToken)
    {
        BlobChecks.RequireBlob(name);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(Delete(name));
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> ReadHeadAsync(BlobName name, CancellationToken cancellationToken)
    {
        BlobChecks.RequireHead(name);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(ReadFile(name, BlobLimits.MaxHeadBytes));
    }

    /// <inheritdoc/>
    public ValueTask<bool> CompareAndSetHeadAsync(BlobName name, ReadOnlyMemory<byte>? expected, ReadOnlyMemory<byte> replacement, CancellationToken cancellationToken)
    {
        BlobChecks.RequireHead(name);
        BlobChecks.RequireLength(replacement, BlobLimits.MaxHeadBytes);
        return new ValueTask<bool>(Task.Run(() => ReplaceHeadAsync(name, expected, replacement, cancellationToken), cancellationToken));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobName> ListHeadsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        await Task.Yield();
        foreach (BlobInfo head in FolderListing.Files(_layout, prefix, Description))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (head.Name.IsHead)
            {
                yield return head.Name;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteHeadAsync(BlobName name, CancellationToken cancellationToken)
    {
        BlobChecks.RequireHead(name);
        if (!Directory.Exists(_layout.Root))
        {
            return false;
        }

        try
        {
            using IDisposable held = await HeadLock.TakeAsync(_layout, cancellationToken).ConfigureAwait(false);
            return Delete(name);
        }
        catch (Exception error) when (FolderErrors.IsStorage(error))
        {
            throw FolderErrors.Translate(Where(name), error);
        }
    }

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(_time.GetUtcNow());

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private string Where(BlobName name) => $"{Description}, {name}";

    private StorageException NotFound(BlobName name) => new(StorageProblem.NotFound, Where(name), "there is no such blob");

    private void PutFile(BlobName name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        try
        {
            string path = _layout.PathOf(name);
            FolderLayout.MakeFolder(Path.GetDirectoryName(path)!);
            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    using TemporaryFile temporary = TemporaryFile.Write(_layout, content, cancellationToken);
                    if (!temporary.TryName(path))
                    {
                        throw new StorageException(StorageProblem.AlreadyExists, Where(name), "the name is taken, and blobs are never replaced");
                    }

                    return;
                }
                catch (IOException error) when (error.HResult is LibC.NoEntry or LibC.WouldBlock && attempt < PutAttempts)
                {
                }
            }
        }
        catch (Exception error) when (FolderErrors.IsStorage(error))
        {
            throw FolderErrors.Translate(Where(name), error);
        }
    }

    private async Task<bool> ReplaceHeadAsync(BlobName name, ReadOnlyMemory<byte>? expected, ReadOnlyMemory<byte> replacement, CancellationToken cancellationToken)
    {
        try
        {
            string path = _layout.PathOf(name);
            FolderLayout.MakeFolder(Path.GetDirectoryName(path)!);
            using IDisposable held = await HeadLock.TakeAsync(_layout, cancellationToken).ConfigureAwait(false);
            byte[]? current = ReadFile(name, BlobLimits.MaxHeadBytes);
            bool asExpected = current is null ? expected is null : expected is { } wanted && current.AsSpan().SequenceEqual(wanted.Span);
            if (!asExpected)
            {
                return false;
            }

            using TemporaryFile temporary = TemporaryFile.Write(_layout, replacement, cancellationToken);
            temporary.Replace(path);
            return true;
        }
        catch (Exception error) when (FolderErrors.IsStorage(error))
        {
            throw FolderErrors.Translate(Where(name), error);
        }
    }

    private bool Delete(BlobName name)
    {
        try
        {
            string path = _layout.PathOf(name);
            bool removed = DurableFolder.Remove(path);
            if (removed)
            {
                DurableFolder.Flush(Path.GetDirectoryName(path)!);
            }

            return removed;
        }
        catch (Exception error) when (FolderErrors.IsStorage(error))
        {
            throw FolderErrors.Translate(Where(name), error);
        }
    }

    private SafeFileHandle? Open(BlobName name)
    {
        try
        {
            return DurableFolder.OpenRead(_layout.PathOf(name));
        }
        catch (Exception error) when (FolderErrors.IsStorage(error))
        {
            throw FolderErrors.Translate(Where(name), error);
        }
    }

    private byte[]? ReadFile(BlobName name, int maxBytes)
    {
        using SafeFileHandle? file = Open(name);
        if (file is null)
        {
            return null;
        }

        long length = LengthOf(file, name);
        if (length > maxBytes)
        {
            throw new StorageException(StorageProblem.WrongLength, Where(name), $"has {length} bytes; at most {maxBytes} were expected");
        }

        byte[] content = new byte[(int)length];
        ReadFully(file, name, 0, content);
        return content;
    }

    private long LengthOf(SafeFileHandle file, BlobName name)
    {
        try
        {
            return (File.GetAttributes(file) & FileAttributes.Directory) == 0
                ? RandomAccess.GetLength(file)
                : throw new StorageException(StorageProblem.Failed, Where(name), "is a folder, not a file");
        }
        catch (NotSupportedException error)
        {
            throw new StorageException(StorageProblem.Failed, Where(name), "is not a regular file", error);
        }
        catch (Exception error) when (FolderErrors.IsStorage(error))
        {
            throw FolderErrors.Translate(Where(name), error);
        }
    }

    private void ReadFully(SafeFileHandle file, BlobName name, long offset, Span<byte> destination)
    {
        long length = LengthOf(file, name);
        if (length < offset || length - offset < destination.Length)
        {
            throw new StorageException(StorageProblem.WrongLength, Where(name), $"has {length} bytes; {destination.Length} were wanted from byte {offset}");
        }

        try
        {
            while (!destination.IsEmpty)
            {
                int read = RandomAccess.Read(file, destination, offset);
                if (read == 0)
                {
                    throw new StorageException(StorageProblem.WrongLength, Where(name), $"ended at byte {offset} while it was read");
                }

                destination = destination[read..];
                offset += read;
            }
        }
        catch (Exception error) when (FolderErrors.IsStorage(error))
        {
            throw FolderErrors.Translate(Where(name), error);
        }
    }
}
