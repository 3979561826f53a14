using System.Security.Cryptography;

namespace Satchel.Chats.Apple.Keys;

/// <summary>
/// The plain content of a file under AES-256-CBC with an initial vector of zeros, from any place: a block is decrypted with the encrypted one before
/// it. The length is known beforehand; padding is not looked at. For one thread.
/// </summary>
internal sealed class CbcReadStream : Stream
{
    private const int BlockBytes = 16;
    private const int WindowBytes = 64 * 1024;

    private readonly Stream _encrypted;
    private readonly string _where;
    private readonly Aes _aes;
    private readonly byte[] _window = new byte[BlockBytes + WindowBytes];   // the encrypted block before, then what is decrypted
    private readonly byte[] _plain = new byte[WindowBytes];
    private readonly long _length;
    private long _windowStart = -1;
    private int _windowLength;
    private long _position;

    /// <summary>Reads through a stream that this then owns.</summary>
    public CbcReadStream(Stream encrypted, ReadOnlySpan<byte> key, long length, string where)
    {
        _encrypted = encrypted;
        _length = length;
        _where = where;
        _aes = Aes.Create();
        _aes.SetKey(key);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new IOException("A place before the start of the file.");
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (_position >= _length || buffer.IsEmpty)
        {
            return 0;
        }

        if (_windowStart < 0 || _position < _windowStart || _position >= _windowStart + _windowLength)
        {
            Load(_position / BlockBytes * BlockBytes);
        }

        int from = (int)(_position - _windowStart);
        int count = (int)Math.Min(Math.Min(buffer.Length, _windowLength - from), _length - _position);
        _plain.AsSpan(from, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => _length + offset,
    };

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _aes.Dispose();
            _encrypted.Dispose();
            CryptographicOperations.ZeroMemory(_plain);
        }

        base.Dispose(disposing);
    }

    private void Load(long start)
    {
        // Going on where the last window ended, the block before is in hand.
        Span<byte> before = _window.AsSpan(0, BlockBytes);
        if (start == 0)
        {
            before.Clear();
            _encrypted.Position = 0;
        }
        else if (start == _windowStart + _windowLength && _windowStart >= 0)
        {
            _window.AsSpan(_windowLength, BlockBytes).CopyTo(before);
        }
        else
        {
            _encrypted.Position = start - BlockBytes;
            if (_encrypted.ReadAtLeast(before, BlockBytes, throwOnEndOfStream: false) < BlockBytes)
            {
                throw CutShort();
            }
        }

        _windowStart = -1;
        int wanted = (int)Math.Min(WindowBytes, ((_length - start + BlockBytes - 1) / BlockBytes) * BlockBytes);
        Span<byte> encrypted = _window.AsSpan(BlockBytes, wanted);
        if (_encrypted.ReadAtLeast(encrypted, wanted, throwOnEndOfStream: false) < wanted)
        {
            throw CutShort();
        }

        _ = _aes.DecryptCbc(encrypted, before, _plain, PaddingMode.None);
        _windowStart = start;
        _windowLength = wanted;
    }

    private ChatFormatException CutShort() => new(ChatFormatProblem.Truncated, _where, "ends before its length is reached; the backup was cut short");
}
