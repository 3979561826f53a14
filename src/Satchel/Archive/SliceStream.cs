using Satchel.Chats;

namespace Satchel.Archive;

/// <summary>Pieces of files, read one after another.</summary>
/// <param name="slices">The pieces.</param>
/// <param name="openAsync">Opens a file; null where it is not there.</param>
internal sealed class SliceStream(IReadOnlyList<FileSlice> slices, Func<string, CancellationToken, ValueTask<Stream?>> openAsync) : Stream
{
    private const int SkipBytes = 64 * 1024;
    private Stream? _file;
    private string? _path;
    private long _at;
    private int _next;
    private long _left;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => slices.Sum(s => s.LengthBytes);

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        while (_left == 0)
        {
            if (_next == slices.Count)
            {
                return 0;
            }

            await GoToAsync(slices[_next++], cancellationToken);
        }

        int read = await _file!.ReadAsync(buffer[..(int)Math.Min(buffer.Length, _left)], cancellationToken);
        if (read == 0)
        {
            throw new ChatFormatException(ChatFormatProblem.Truncated, _path!, "ends before the piece of it that is asked for");
        }

        _left -= read;
        _at += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Pieces of files are read with ReadAsync or CopyToAsync.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _file?.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask GoToAsync(FileSlice slice, CancellationToken cancellationToken)
    {
        if (_path != slice.Path || (!_file!.CanSeek && slice.Offset < _at))
        {
            _file?.Dispose();
            _file = null;
            _path = slice.Path;
            _file = await openAsync(slice.Path, cancellationToken)
                ?? throw new ChatFormatException(ChatFormatProblem.BrokenReference, slice.Path, "is not there, and holds a piece of a content");
            _at = 0;
        }

        if (_at != slice.Offset && _file.CanSeek)
        {
            _at = _file.Seek(slice.Offset, SeekOrigin.Begin);
        }

        byte[] skipped = _at < slice.Offset ? new byte[SkipBytes] : [];
        while (_at < slice.Offset)
        {
            int read = await _file.ReadAsync(skipped.AsMemory(0, (int)Math.Min(SkipBytes, slice.Offset - _at)), cancellationToken);
            _at += read > 0 ? read : throw new ChatFormatException(ChatFormatProblem.Truncated, slice.Path, "ends before the piece of it that is asked for");
        }

        _left = slice.LengthBytes;
    }
}
