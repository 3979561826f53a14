using Microsoft.Win32.SafeHandles;

namespace Satchel.Chats.Sqlite;

/// <summary>The bytes of a database as plain SQLite has them. Reads from several threads only where said.</summary>
internal interface ISqliteSource : IDisposable
{
    /// <summary>The file's name, for messages.</summary>
    string Name { get; }

    /// <summary>Its length.</summary>
    long LengthBytes { get; }

    /// <summary>Reads from an offset until the buffer is full or the file ends.</summary>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.Damaged"/>: an encrypted page is not what its checksum says.</exception>
    int Read(Span<byte> buffer, long offset);

    /// <summary>Reads the bytes as they are stored, encrypted perhaps; from any thread. They tell whether a page changed.</summary>
    int ReadStored(Span<byte> buffer, long offset);
}

/// <summary>A plain file.</summary>
internal sealed class SqlitePlainSource(string path) : ISqliteSource
{
    private readonly SafeFileHandle _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    public string Name { get; } = Path.GetFileName(path);

    public long LengthBytes => RandomAccess.GetLength(_file);

    public int Read(Span<byte> buffer, long offset) => ReadStored(buffer, offset);

    public int ReadStored(Span<byte> buffer, long offset)
    {
        int filled = 0;
        while (filled < buffer.Length && RandomAccess.Read(_file, buffer[filled..], offset + filled) is > 0 and int read)
        {
            filled += read;
        }

        return filled;
    }

    public void Dispose() => _file.Dispose();
}
