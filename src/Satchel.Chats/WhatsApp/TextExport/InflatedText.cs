namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>The text of a ZIP as it inflates: no longer than the ZIP says, and damage said in our words.</summary>
internal sealed class InflatedText(Stream inner, long lengthBytes, string where) : Stream
{
    private long _read;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => lengthBytes;

    /// <inheritdoc/>
    public override long Position { get => _read; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = inner.Read(buffer);
        }
        catch (InvalidDataException failure)
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, where, $"cannot be inflated behind byte {_read}", failure);
        }

        _read += count;
        return _read <= lengthBytes ? count : throw new ChatFormatException(ChatFormatProblem.LimitExceeded, where, $"inflates to more than the {lengthBytes} bytes that it says");
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
        // Nothing is written.
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
