using System.Runtime.CompilerServices;
using Satchel.Storage;

namespace Satchel.TestKit.Stores;

/// <summary>A storage that fails when a test tells it to, loses and damages what it is told to, and counts what is asked of it.</summary>
public sealed class FaultyBlobStore(IBlobStore inner) : IBlobStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<BlobName, Func<byte[], byte[]?>> _damage = [];
    private readonly List<BlobName> _put = [];
    private bool _down;

    /// <summary>The write that fails, from 1: a put, a head that is set, a delete. None where null.</summary>
    public int? FailOnWrite { get; set; }

    /// <summary>The read that fails, from 1: of a blob, a length or a head. None where null.</summary>
    public int? FailOnRead { get; set; }

    /// <summary>Writes fail as on a full disk once they come to more bytes than this.</summary>
    public long? FullAfterBytes { get; set; }

    /// <summary>The write that fails happens nevertheless: only its answer is lost.</summary>
    public bool WritesBeforeFailing { get; set; }

    /// <summary>Whether everything fails after the first failure, as for a process that died.</summary>
    public bool StaysDown { get; set; }

    /// <summary>What a failure says. <see cref="StorageProblem.Unreachable"/> is the one that is tried again.</summary>
    public StorageProblem Problem { get; set; } = StorageProblem.Failed;

    /// <summary>Called before each operation with its kind and its blob: to wait, to look, to cancel.</summary>
    public Action<string, BlobName>? Before { get; set; }

    /// <summary>How many writes were asked for, failed ones too.</summary>
    public int Writes { get; private set; }

    /// <summary>How many reads were asked for, failed ones too.</summary>
    public int Reads { get; private set; }

    /// <summary>How many listings were asked for.</summary>
    public int Listings { get; private set; }

    /// <summary>How many bytes were written.</summary>
    public long BytesWritten { get; private set; }

    /// <summary>How many bytes of blobs were read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>The blobs that were put, in order.</summary>
    public IReadOnlyList<BlobName> Put => _put;

    /// <inheritdoc/>
    public string Description => inner.Description;

    /// <summary>Answers from here on as if the blob were not there.</summary>
    public void Lose(BlobName name) => _damage[name] = _ => null;

    /// <summary>Answers from here on with the first bytes of the blob only.</summary>
    public void Truncate(BlobName name, int lengthBytes) => _damage[name] = content => content[..lengthBytes];

    /// <summary>Answers from here on with one bit flipped.</summary>
    public void FlipBit(BlobName name, long bit) => _damage[name] = content =>
    {
        content[bit / 8] ^= (byte)(1 << (int)(bit % 8));
        return content;
    };

    /// <summary>Answers from here on with what another blob holds.</summary>
    public void Swap(BlobName name, byte[] content) => _damage[name] = _ => content;

    /// <summary>Works again, counts from the start, and forgets every order to fail; damage stays.</summary>
    public void Heal()
    {
        FailOnWrite = FailOnRead = null;
        FullAfterBytes = null;
        _down = false;
        Writes = Reads = Listings = 0;
        BytesWritten = BytesRead = 0;
        _put.Clear();
    }

    /// <inheritdoc/>
    public async ValueTask PutAsync(BlobName name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        bool fails = CountWrite("put", name, content.Length);
        if (!fails || WritesBeforeFailing)
        {
            await inner.PutAsync(name, content, cancellationToken);
            lock (_lock)
            {
                BytesWritten += content.Length;
                _put.Add(name);
            }
        }

        ThrowIf(fails, name);
    }

    /// <inheritdoc/>
    public async ValueTask ReadAsync(BlobName name, long offset, Memory<byte> destination, CancellationToken cancellationToken)
    {
        ThrowIf(CountRead("read", name, destination.Length), name);
        if (!_damage.ContainsKey(name))
        {
            await inner.ReadAsync(name, offset, destination, cancellationToken);
            return;
        }

        byte[] content = await DamagedAsync(name, cancellationToken) ?? throw Fail(StorageProblem.NotFound, name);
        if (content.Length - offset < destination.Length)
        {
            throw Fail(StorageProblem.WrongLength, name);
        }

        content.AsMemory((int)offset, destination.Length).CopyTo(destination);
    }

    /// <inheritdoc/>
    public async ValueTask<byte[]> ReadAllAsync(BlobName name, int maxBytes, CancellationToken cancellationToken)
    {
        ThrowIf(CountRead("read", name, 0), name);
        byte[] content = _damage.ContainsKey(name)
            ? await DamagedAsync(name, cancellationToken) ?? throw Fail(StorageProblem.NotFound, name)
            : await inner.ReadAllAsync(name, maxBytes, cancellationToken);
        lock (_lock)
        {
            BytesRead += content.Length;
        }

        return content;
    }

    /// <inheritdoc/>
    public async ValueTask<long?> FindLengthAsync(BlobName name, CancellationToken cancellationToken)
    {
        ThrowIf(CountRead("length", name, 0), name);
        return _damage.ContainsKey(name)
            ? (await DamagedAsync(name, cancellationToken))?.Length
            : await inner.FindLengthAsync(name, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobInfo> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CountListing();
        await foreach (BlobInfo blob in inner.ListAsync(prefix, cancellationToken))
        {
            if (!_damage.ContainsKey(blob.Name))
            {
                yield return blob;
            }
            else if (await DamagedAsync(blob.Name, cancellationToken) is byte[] content)
            {
                yield return blob with { LengthBytes = content.Length };
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteAsync(BlobName name, CancellationToken cancellationToken)
    {
        bool fails = CountWrite("delete", name, 0);
        bool deleted = (!fails || WritesBeforeFailing) && await inner.DeleteAsync(name, cancellationToken);
        ThrowIf(fails, name);
        return deleted;
    }

    /// <inheritdoc/>
    public async ValueTask<byte[]?> ReadHeadAsync(BlobName name, CancellationToken cancellationToken)
    {
        ThrowIf(CountRead("head", name, 0), name);
        byte[]? head = await inner.ReadHeadAsync(name, cancellationToken);
        return head is not null && _damage.TryGetValue(name, out Func<byte[], byte[]?>? damage) ? damage(head) : head;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> CompareAndSetHeadAsync(BlobName name, ReadOnlyMemory<byte>? expected, ReadOnlyMemory<byte> replacement, CancellationToken cancellationToken)
    {
        bool fails = CountWrite("set", name, replacement.Length);
        bool set = (!fails || WritesBeforeFailing) && await inner.CompareAndSetHeadAsync(name, expected, replacement, cancellationToken);
        ThrowIf(fails, name);
        return set;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<BlobName> ListHeadsAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CountListing();
        await foreach (BlobName name in inner.ListHeadsAsync(prefix, cancellationToken))
        {
            if (!_damage.ContainsKey(name) || await ReadHeadAsync(name, cancellationToken) is not null)
            {
                yield return name;
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> DeleteHeadAsync(BlobName name, CancellationToken cancellationToken)
    {
        bool fails = CountWrite("delete head", name, 0);
        bool deleted = (!fails || WritesBeforeFailing) && await inner.DeleteHeadAsync(name, cancellationToken);
        ThrowIf(fails, name);
        return deleted;
    }

    /// <inheritdoc/>
    public ValueTask<DateTimeOffset> GetTimeAsync(CancellationToken cancellationToken) => inner.GetTimeAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private async ValueTask<byte[]?> DamagedAsync(BlobName name, CancellationToken cancellationToken) =>
        await inner.FindLengthAsync(name, cancellationToken) is null
            ? null
            : _damage[name](await inner.ReadAllAsync(name, BlobLimits.MaxBlobBytes, cancellationToken));

    private bool CountWrite(string what, BlobName name, int lengthBytes)
    {
        Before?.Invoke(what, name);
        lock (_lock)
        {
            Writes++;
            if (!_down && FullAfterBytes is long room && BytesWritten + lengthBytes > room)
            {
                throw Fail(StorageProblem.Full, name);
            }

            return _down || Writes == FailOnWrite;
        }
    }

    private bool CountRead(string what, BlobName name, int lengthBytes)
    {
        Before?.Invoke(what, name);
        lock (_lock)
        {
            Reads++;
            BytesRead += lengthBytes;
            return _down || Reads == FailOnRead;
        }
    }

    private void CountListing()
    {
        lock (_lock)
        {
            Listings++;
            ThrowIf(_down, new BlobName("listing"));
        }
    }

    private void ThrowIf(bool fails, BlobName name)
    {
        if (fails)
        {
            _down = StaysDown;
            throw Fail(Problem, name);
        }
    }

    private StorageException Fail(StorageProblem problem, BlobName name) => new(problem, $"{Description}, {name}", "failed as the test asked");
}
