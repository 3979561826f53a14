using System.Buffers;
using System.Buffers.Binary;

namespace Satchel.Chats.Sqlite;

/// <summary>Reads a sorted run, pair by pair.</summary>
internal sealed class SqliteRun(FileStream file, long offset, long length) : IDisposable
{
    private const int BufferBytes = 16 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private long _offset = offset;
    private long _left = length;
    private int _start;
    private int _filled;
    private int _keyBytes;
    private int _recordBytes;
    private ulong _prefix;

    public ReadOnlySpan<byte> Record => _buffer.AsSpan(_start + SqliteKeySorter.PairHeaderBytes + _keyBytes, _recordBytes);

    public ReadOnlySpan<byte> Pair => _buffer.AsSpan(_start, SqliteKeySorter.PairHeaderBytes + _keyBytes + _recordBytes);

    private ReadOnlySpan<byte> Key => _buffer.AsSpan(_start + SqliteKeySorter.PairHeaderBytes, _keyBytes);

    public bool IsBefore(SqliteRun other) =>
        _prefix != other._prefix ? _prefix < other._prefix : Key.SequenceCompareTo(other.Key) < 0;

    /// <summary>Goes to the next pair; false after the last.</summary>
    public bool Next()
    {
        if (_recordBytes + _keyBytes > 0)
        {
            _start += SqliteKeySorter.PairHeaderBytes + _keyBytes + _recordBytes;
        }

        if (_start == _filled && _left == 0)
        {
            return false;
        }

        Need(SqliteKeySorter.PairHeaderBytes);
        _keyBytes = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start));
        _recordBytes = BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(_start + 4));
        Need(SqliteKeySorter.PairHeaderBytes + _keyBytes + _recordBytes);
        _prefix = SqliteKeySorter.PrefixOf(Key);
        return true;
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private void Need(int bytes)
    {
        int held = _filled - _start;
        if (held >= bytes)
        {
            return;
        }

        byte[] target = bytes <= _buffer.Length ? _buffer : ArrayPool<byte>.Shared.Rent(bytes);
        _buffer.AsSpan(_start, held).CopyTo(target);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        _start = 0;
        _filled = held;
        while (_filled < bytes)
        {
            int wanted = (int)Math.Min(_left, _buffer.Length - _filled);
            int read = RandomAccess.Read(file.SafeFileHandle, _buffer.AsSpan(_filled, wanted), _offset);
            if (read == 0)
            {
                throw new EndOfStreamException("A file of ours was cut short while an index was sorted.");
            }

            _filled += read;
            _offset += read;
            _left -= read;
        }
    }
}
