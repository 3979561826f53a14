namespace Satchel.Chats.Zips;

/// <summary>The content of a file in a ZIP: as many bytes as the list says, and no more.</summary>
/// <param name="inner">The inflated bytes, or those that lie there; owned.</param>
/// <param name="lengthBytes">The length.</param>
/// <param name="where">The file, for messages.</param>
internal sealed class ZippedContent(Stream inner, long lengthBytes, string where) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => lengthBytes;

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        int wanted = (int)Math.Min(buffer.Length, lengthBytes - _read);
        try
        {
            return Count(wanted, wanted == 0 ? 0 : inner.Read(buffer[..wanted]));
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e);
        }
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int wanted = (int)Math.Min(buffer.Length, lengthBytes - _read);
        try
        {
            return Count(wanted, wanted == 0 ? 0 : await inner.ReadAsync(buffer[..wanted], cancellationToken));
        }
        catch (InvalidDataException e)
        {
            throw Damaged(e);
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

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
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(int wanted, int read)
    {
        if (read == 0 && wanted > 0)
        {
            throw Damaged(null);
        }

        _read += read;
        return read;
    }

    private ChatFormatException Damaged(Exception? inner) =>
        new(ChatFormatProblem.Damaged, where, inner is null ? "ends before its length" : "cannot be inflated", inner);
}
