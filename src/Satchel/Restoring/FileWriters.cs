using System.Threading.Channels;
using Microsoft.Win32.SafeHandles;
using Satchel.Capture;
using Satchel.Native;
using Satchel.Storage.FileSystem;
using Satchel.Vaults;

namespace Satchel.Restoring;

/// <summary>
/// Writes the plain files of a snapshot, several at a time. Each writer takes files that follow each other, because their chunks
/// mostly lie together in the packs too.
/// </summary>
/// <param name="vault">The vault.</param>
/// <param name="folder">Where they go.</param>
/// <param name="tally">Takes the counts and what is lost.</param>
/// <param name="progress">Told of bytes written.</param>
internal sealed class FileWriters(Vault vault, RestoreFolder folder, RestoreTally tally, ProgressMeter progress)
{
    // Some wait for the disk while others open and compare.
    private const int Writers = 3;
    private const int MaxBatchFiles = 32;
    private const long MaxBatchBytes = 4 * 1024 * 1024;

    // Holds two chunks as backups make them; a longer one comes in memory of its own.
    private const int BufferBytes = (2 * 1024 * 1024) + (256 * 1024);
    private const int RoomBytes = 1024 * 1024 + (64 * 1024);

    private readonly Channel<List<(string Path, FileRecord Record)>> _batches = Channel.CreateBounded<List<(string Path, FileRecord Record)>>(
        new BoundedChannelOptions(Writers) { SingleWriter = true });

    /// <summary>Writes all files of a list, and gives what is no plain file to <paramref name="others"/>.</summary>
    public async Task RunAsync(SnapshotFiles files, Action<string, FileRecord> others, CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Task> tasks = [Task.Run(() => ListAsync(files, others, stop.Token), CancellationToken.None)];
        for (int i = 0; i < Writers; i++)
        {
            tasks.Add(Task.Run(() => WriteAsync(stop.Token), CancellationToken.None));
        }

        await JoinedTasks.FailTogetherAsync(stop, [.. tasks]);
    }

    private async Task ListAsync(SnapshotFiles files, Action<string, FileRecord> others, CancellationToken cancellationToken)
    {
        List<(string Path, FileRecord Record)> batch = [];
        long bytes = 0;
        try
        {
            await files.ForEachAsync(
                async (path, record) =>
                {
                    if (record.Kind != FileKind.File)
                    {
                        others(path, record);
                        return;
                    }

                    batch.Add((path, record));
                    bytes += record.LengthBytes;
                    if (bytes >= MaxBatchBytes || batch.Count == MaxBatchFiles)
                    {
                        await _batches.Writer.WriteAsync(batch, cancellationToken);
                        batch = [];
                        bytes = 0;
                    }
                },
                static _ => { },   // named when databases were looked for
                cancellationToken);
            await _batches.Writer.WriteAsync(batch, cancellationToken);
        }
        finally
        {
            _batches.Writer.Complete();
        }
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        Memory<byte> buffer = default;
        await foreach (List<(string Path, FileRecord Record)> batch in _batches.Reader.ReadAllAsync(cancellationToken))
        {
            buffer = buffer.IsEmpty && batch.Count > 0 ? UncachedWriting.Allocate(BufferBytes) : buffer;
            foreach ((string path, FileRecord record) in batch)
            {
                await WriteFileAsync(path, record, buffer, cancellationToken);
            }
        }
    }

    private async ValueTask WriteFileAsync(string path, FileRecord record, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (folder.Prepare(path, out string reason) is not string full)
        {
            tally.Lose($"{path}: {reason}");
            return;
        }

        try
        {
            long length;
            using (FileStream file = Create(full))
            {
                length = await WriteChunksAsync(file.SafeFileHandle, record.Chunks, buffer, cancellationToken);
                RestoreFolder.SetStatus(file.SafeFileHandle, record);
            }

            tally.CountFile(length);
        }
        catch (VaultException e) when (e.Problem == VaultProblem.Damaged)
        {
            File.Delete(full);
            tally.Lose($"{path}: {e.Message}");
        }
        catch (IOException) when (FileStatus.Read(full) is { Kind: EntryKind.Folder })
        {
            // The list names it as a file and as a folder, and the folder was made first.
            tally.Lose($"{path}: a folder lies in its place");
        }
    }

    private async ValueTask<long> WriteChunksAsync(SafeFileHandle file, IReadOnlyList<Digest> chunks, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        long length = 0;
        int filled = 0;
        foreach (Digest chunk in chunks)
        {
            if (buffer.Length - filled < RoomBytes)
            {
                filled = WriteWhole(file, buffer.Span[..filled], length - filled);
            }

            Memory<byte> room = buffer[filled..];
            ReadOnlyMemory<byte> content = await vault.ReadChunkAsync(chunk, room, cancellationToken);
            if (content.Span.Overlaps(room.Span))
            {
                filled += content.Length;
            }
            else
            {
                UncachedWriting.Write(file, buffer.Span[..filled], length - filled);
                UncachedWriting.Write(file, content.Span, length);
                filled = 0;
            }

            length += content.Length;
            progress.Add(content.Length);
        }

        UncachedWriting.Write(file, buffer.Span[..filled], length - filled);
        return length;
    }

    // Leaves what would put later writes out of step at the buffer's start; returns how much that is.
    private static int WriteWhole(SafeFileHandle file, Span<byte> filled, long offset)
    {
        int rest = (int)((offset + filled.Length) % UncachedWriting.AlignmentBytes);
        UncachedWriting.Write(file, filled[..^rest], offset);
        filled[^rest..].CopyTo(filled);
        return rest;
    }

    private static FileStream Create(string full)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(full, options);
    }
}
