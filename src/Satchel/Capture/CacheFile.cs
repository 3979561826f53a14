using System.Buffers.Binary;
using System.Security.Cryptography;
using Satchel.Spool;

namespace Satchel.Capture;

/// <summary>
/// Small files of the cache: what is in them is only ever a way to be faster, so whatever is wrong with one is the same as not having it.
/// </summary>
internal static class CacheFile
{
    private const int MaxBytes = 512 * 1024 * 1024;
    private const uint Magic = 0x3143_4153;   // SAC1

    /// <summary>Reads a file's content; null where it is not there, or not whole.</summary>
    public static byte[]? Read(string path)
    {
        try
        {
            FileInfo file = new(path);
            if (!file.Exists || file.Length is < sizeof(uint) + SHA256.HashSizeInBytes or > MaxBytes)
            {
                return null;
            }

            byte[] bytes = File.ReadAllBytes(path);
            ReadOnlySpan<byte> content = bytes.AsSpan(0, bytes.Length - SHA256.HashSizeInBytes);
            bool isWhole = BinaryPrimitives.ReadUInt32LittleEndian(bytes) == Magic
                && SHA256.HashData(content).AsSpan().SequenceEqual(bytes.AsSpan(content.Length));
            return isWhole ? bytes[sizeof(uint)..content.Length] : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Writes a file; failing to is no failure.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        byte[] bytes = new byte[sizeof(uint) + content.Length + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, Magic);
        content.CopyTo(bytes.AsSpan(sizeof(uint)));
        int end = sizeof(uint) + content.Length;
        SHA256.HashData(bytes.AsSpan(0, end), bytes.AsSpan(end));
        string temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            ScratchFile.CreateFolder(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(temporary, bytes);
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next backup is slower; this one is complete without it.
        }
    }
}
