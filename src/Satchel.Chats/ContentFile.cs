using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Satchel.Chats;

/// <summary>A content that is written into a file of its own.</summary>
internal static class ContentFile
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>Copies <paramref name="content"/> into a file at <paramref name="path"/>; one that is there is replaced. With null for the path the content is only looked at.</summary>
    /// <returns>Its length in bytes and its SHA-256.</returns>
    public static async ValueTask<(long LengthBytes, byte[] Sha256)> WriteAsync(string? path, Stream content, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        using SafeFileHandle? file = path is null ? null : Create(path);
        try
        {
            int filled = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            Append(file, buffer.AsSpan(0, filled), 0);
            if (filled < buffer.Length)
            {
                return (filled, SHA256.HashData(buffer.AsSpan(0, filled)));
            }

            return await WriteLongAsync(file, content, buffer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask<(long LengthBytes, byte[] Sha256)> WriteLongAsync(SafeFileHandle? file, Stream content, byte[] buffer, CancellationToken cancellationToken)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(buffer);
        long length = buffer.Length;
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            hash.AppendData(buffer, 0, read);
            Append(file, buffer.AsSpan(0, read), length);
            length += read;
        }

        return (length, hash.GetHashAndReset());
    }

    private static void Append(SafeFileHandle? file, ReadOnlySpan<byte> bytes, long offset)
    {
        if (file is not null)
        {
            RandomAccess.Write(file, bytes, offset);
        }
    }

    // A file that was truncated is written to the disk as it is closed (ext4, auto_da_alloc), which costs more than all else; a new one is not.
    private static SafeFileHandle Create(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(path);
            return File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite);
        }
    }
}
