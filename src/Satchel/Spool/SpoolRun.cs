using System.Buffers.Binary;

namespace Satchel.Spool;

/// <summary>One sorted stretch of a spool in a temporary file.</summary>
internal sealed class SpoolRun : IDisposable
{
    private const int BufferBytes = 64 * 1024;
    private const int HeaderBytes = 2 * sizeof(int);

    private readonly FileStream _file;
    private byte[] _buffer = [];
    private int _start;
    private int _end;

    private SpoolRun(FileStream file) => _file = file;

    /// <summary>The entry that <see cref="MoveNext"/> came to; good until it is called again.</summary>
    public SpoolEntry Current { get; private set; }

    /// <summary>Writes a run: entries in their stored form, lengths included, in order.</summary>
    public static SpoolRun Write(string folder, IEnumerable<ReadOnlyMemory<byte>> entries)
    {
        FileStream file = ScratchFile.Create(folder);
        foreach (ReadOnlyMemory<byte> entry in entries)
        {
            file.Write(entry.Span);
        }

        file.Flush();
        file.Position = 0;
        return new SpoolRun(file);
    }

    /// <summary>Goes to the next entry; false at the end.</summary>
    public bool MoveNext()
    {
        if (!Fill(HeaderBytes))
        {
            return false;
        }

        int keyLength = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start));
        int payloadLength = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start + sizeof(int)));
        int length = HeaderBytes + keyLength + payloadLength;
        if (!Fill(length))
        {
            throw new IOException("A temporary file of this backup ended too early.");
        }

        Current = new SpoolEntry(
            _buffer.AsMemory(_start + HeaderBytes, keyLength), _buffer.AsMemory(_start + HeaderBytes + keyLength, payloadLength));
        _start += length;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // Sees to it that so many bytes are in the buffer from _start on.
    private bool Fill(int needed)
    {
        if (_end - _start >= needed)
        {
            return true;
        }

        byte[] target = needed > _buffer.Length ? new byte[Math.Max(BufferBytes, needed)] : _buffer;
        _buffer.AsSpan(_start, _end - _start).CopyTo(target);
        _end -= _start;
        _start = 0;
        _buffer = target;
        while (_end < needed)
        {
            int read = _file.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                return false;
            }

            _end += read;
        }

        return true;
    }
}
