namespace Satchel.Chats.WhatsApp.Crypt;

/// <summary>The decrypted bytes of a backup whose tag was verified before, read once from front to end.</summary>
internal sealed class CryptPlainStream(FileStream file, GcmCipher cipher, long lengthBytes, string where) : Stream
{
    private readonly byte[] _buffer = new byte[CryptLimits.BufferBytes];
    private long _left = lengthBytes;   // in the file
    private int _start;
    private int _end;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; } = lengthBytes;

    public override long Position { get => Length - _left - (_end - _start); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (_start == _end && !TryFill())
        {
            return 0;
        }

        int taken = Math.Min(buffer.Length, _end - _start);
        _buffer.AsSpan(_start, taken).CopyTo(buffer);
        _start += taken;
        return taken;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>
    /// Reads what is left and the tag behind it: whether this is still the file that was verified.
    /// </summary>
    public bool EndsAsVerified()
    {
        do
        {
            _start = _end;
        }
        while (TryFill());

        Span<byte> tag = stackalloc byte[GcmCipher.TagBytes];
        return file.ReadAtLeast(tag, tag.Length, throwOnEndOfStream: false) == tag.Length && cipher.Verify(tag);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            cipher.Dispose();
        }

        base.Dispose(disposing);
    }

    private bool TryFill()
    {
        Span<byte> part = _buffer.AsSpan(0, (int)Math.Min(_buffer.Length, _left));
        if (part.IsEmpty)
        {
            return false;
        }

        if (file.ReadAtLeast(part, part.Length, throwOnEndOfStream: false) < part.Length)
        {
            throw new ChatFormatException(ChatFormatProblem.Truncated, where, "became shorter while it was read");
        }

        cipher.Update(part, part);
        _left -= part.Length;
        _start = 0;
        _end = part.Length;
        return true;
    }
}
