using Microsoft.Win32.SafeHandles;

namespace Satchel.Chats.Sqlite.Cipher;

/// <summary>Encrypts a plain database.</summary>
internal static class CipherSeal
{
    private const int PagesPerBatch = 256;

    /// <summary>Writes a database encrypted.</summary>
    /// <param name="plainPath">The database; its pages are of the scheme's size and keep back as many bytes.</param>
    /// <param name="outputPath">The file to make.</param>
    /// <param name="key">How to encrypt it; its salt stands at the start.</param>
    /// <param name="cancellationToken">Cancels; no output is left then.</param>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.UnsupportedVersion"/>: its pages are of another shape.</exception>
    public static void Write(string plainPath, string outputPath, CipherKey key, CancellationToken cancellationToken)
    {
        using SafeFileHandle input = File.OpenHandle(plainPath, FileMode.Open, FileAccess.Read);
        RequireShape(input, plainPath, key.Scheme);
        try
        {
            using SafeFileHandle output = File.OpenHandle(outputPath, FileMode.Create, FileAccess.Write);
            Encrypt(input, output, key, cancellationToken);
        }
        catch
        {
            File.Delete(outputPath);
            throw;
        }
    }

    private static void Encrypt(SafeFileHandle input, SafeFileHandle output, CipherKey key, CancellationToken cancellationToken)
    {
        int pageSize = key.Scheme.PageSize;
        long pages = RandomAccess.GetLength(input) / pageSize;
        uint unused = SqlitePages.LockBytePageOf(pageSize);
        byte[] plain = GC.AllocateUninitializedArray<byte>(PagesPerBatch * pageSize);
        byte[] stored = GC.AllocateUninitializedArray<byte>(plain.Length);
        for (long first = 1; first <= pages; first += PagesPerBatch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int count = (int)Math.Min(PagesPerBatch, pages - first + 1);
            int read = 0;
            while (read < count * pageSize && RandomAccess.Read(input, plain.AsSpan(read, count * pageSize - read), (first - 1) * pageSize + read) is > 0 and int more)
            {
                read += more;
            }

            for (int i = 0; i < count; i++)
            {
                uint number = (uint)(first + i);
                Span<byte> page = stored.AsSpan(i * pageSize, pageSize);
                if (number == unused)
                {
                    page.Clear();
                    continue;
                }

                key.Encrypt(number, plain.AsSpan(i * pageSize, pageSize), page);
            }

            RandomAccess.Write(output, stored.AsSpan(0, count * pageSize), (first - 1) * pageSize);
        }
    }

    private static void RequireShape(SafeFileHandle input, string plainPath, CipherScheme scheme)
    {
        byte[] start = new byte[SqliteHeader.Length];
        int read = RandomAccess.Read(input, start, 0);
        if (read == 0)
        {
            return;   // a database without a page is an empty file, plain or not
        }

        SqliteHeader header = SqliteHeader.Parse(start.AsSpan(0, read), RandomAccess.GetLength(input), Path.GetFileName(plainPath));
        if (header.PageSize != scheme.PageSize || header.ReservedBytes != scheme.ReservedBytes)
        {
            throw new ChatFormatException(
                ChatFormatProblem.UnsupportedVersion,
                Path.GetFileName(plainPath),
                $"has pages of {header.PageSize} bytes that keep back {header.ReservedBytes}; {scheme.Name} needs {scheme.PageSize} and {scheme.ReservedBytes}");
        }
    }
}
