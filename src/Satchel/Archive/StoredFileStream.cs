using Satchel.Capture;
using Satchel.Vaults;

namespace Satchel.Archive;

/// <summary>Reads a file of a snapshot from wherever one likes, a chunk at a time. Each is compared with its digest before a byte of it is given.</summary>
/// <param name="vault">The vault.</param>
/// <param name="record">The file.</param>
internal sealed class StoredFileStream(Vault vault, FileRecord record) : Stream
{
    private readonly IReadOnlyList<Digest> _chunks = record.Chunks;
    private readonly List<long> _starts = [0];
    private ReadOnlyMemory<byte> _chunk;
    private int _at = -1;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => record.LengthBytes;

    public override long Position
    {
        get => _position;
        set => _position = Math.Clamp(value, 0, Length);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= Length || buffer.IsEmpty)
        {
            return 0;
        }

        await FindChunkAsync(cancellationToken);
        ReadOnlyMemory<byte> rest = _chunk[(int)(_position - _starts[_at])..];
        int count = Math.Min(buffer.Length, rest.Length);
        rest[..count].CopyTo(buffer);
        _position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The content of a vault is read with ReadAsync or CopyToAsync.");

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => _position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // Whoever saved the file cut it as it liked, most likely into equal pieces: those before the place are read only where that is not so.
    private async ValueTask FindChunkAsync(CancellationToken cancellationToken)
    {
        if (_at >= 0 && _position >= _starts[_at] && _position - _starts[_at] < _chunk.Length)
        {
            return;
        }

        if (_starts.Count == 1)
        {
            await LoadAsync(0, cancellationToken);
            await GuessStartsAsync(cancellationToken);
        }

        int index = _starts.BinarySearch(_position);
        await LoadAsync(index >= 0 ? index : ~index - 1, cancellationToken);
        if (_position - _starts[_at] >= _chunk.Length)
        {
            throw new VaultException(VaultProblem.Damaged, "the pieces of a file do not make its length");
        }
    }

    private async ValueTask GuessStartsAsync(CancellationToken cancellationToken)
    {
        long piece = _chunk.Length;
        bool isEven = piece > 0 && (Length + piece - 1) / piece == _chunks.Count;
        for (int i = 1; i < _chunks.Count; i++)
        {
            if (!isEven)
            {
                await LoadAsync(i - 1, cancellationToken);
            }

            _starts.Add(_starts[^1] + (isEven ? piece : _chunk.Length));
        }
    }

    private async ValueTask LoadAsync(int index, CancellationToken cancellationToken)
    {
        if (index != _at)
        {
            _chunk = await vault.ReadChunkAsync(_chunks[index], cancellationToken);
            _at = index;
        }
    }
}
