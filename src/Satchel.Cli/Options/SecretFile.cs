using System.Security.Cryptography;

namespace Satchel.Cli.Options;

/// <summary>A file that holds one secret: all of it, but for one line break at its end.</summary>
internal static class SecretFile
{
    private const int LongestSecret = 64 * 1024;

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="option">What named it, for messages.</param>
    public static byte[] Read(string path, string option)
    {
        byte[] buffer = new byte[LongestSecret + 1];
        try
        {
            using FileStream file = Open(path, option);
            int length = file.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (length > LongestSecret)
            {
                throw CommandException.BadUsage($"{path}, given by {option}, is longer than {LongestSecret} bytes, which no secret is");
            }

            return WithoutLineBreak(buffer.AsSpan(0, length)).ToArray();
        }
        finally
        {
            CryptographicOperations.ZeroMemory(buffer);
        }
    }

    private static FileStream Open(string path, string option)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CommandException(ExitCode.BadUsage, ErrorAnchor.NoSuchPath, $"there is no file {path}, which {option} names");
        }
        catch (UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Failed, ErrorAnchor.FileFailed, $"{path}, which {option} names, cannot be read", "check that it is a file, and who may read it");
        }
    }

    private static ReadOnlySpan<byte> WithoutLineBreak(ReadOnlySpan<byte> secret)
    {
        if (secret.EndsWith("\r\n"u8))
        {
            return secret[..^2];
        }

        return secret is [.. var start, (byte)'\n'] ? start : secret;
    }
}
