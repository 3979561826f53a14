using System.Collections.Concurrent;
using System.Security.Cryptography;
using Satchel.Storage;

namespace Satchel.Cloud.Tests;

/// <summary>What a server may and may not say, by what it acknowledged: an acknowledged blob is there whole, another is there whole or not at all, and a head only goes on.</summary>
internal sealed class AcknowledgedModel
{
    private readonly ConcurrentDictionary<BlobName, byte[]> _tried = new();
    private readonly ConcurrentDictionary<BlobName, bool> _acknowledged = new();
    private int _count;
    private int _headAtLeast;
    private int _headAtMost;

    /// <summary>How many blobs were acknowledged.</summary>
    public int Acknowledged => _acknowledged.Count;

    /// <summary>How often the head was moved, as acknowledged.</summary>
    public int Head => Volatile.Read(ref _headAtLeast);

    private static BlobName HeadName { get; } = new("heads/model");

    /// <summary>Puts a blob that nobody has put.</summary>
    public async Task PutAsync(IBlobStore store, CancellationToken cancellationToken)
    {
        int number = Interlocked.Increment(ref _count);
        byte[] content = RandomNumberGenerator.GetBytes(1 + ((number * 7919) % 300_000));
        var name = new BlobName($"packs/{number % 16:x2}/{number:d8}");
        _tried[name] = content;
        await store.PutAsync(name, content, cancellationToken);
        _acknowledged[name] = true;
    }

    /// <summary>Moves the head one on; by one caller at a time.</summary>
    public async Task AdvanceAsync(IBlobStore store, CancellationToken cancellationToken)
    {
        byte[]? current = await store.ReadHeadAsync(HeadName, cancellationToken);
        int there = current is null ? 0 : BitConverter.ToInt32(current);
        Assert.InRange(there, _headAtLeast, _headAtMost);
        _headAtLeast = there;
        _headAtMost = there + 1;
        ReadOnlyMemory<byte>? expected = current is null ? default(ReadOnlyMemory<byte>?) : current;
        Assert.True(await store.CompareAndSetHeadAsync(HeadName, expected, BitConverter.GetBytes(there + 1), cancellationToken), "the head moved, and nobody moved it");
        Volatile.Write(ref _headAtLeast, there + 1);
    }

    /// <summary>Asks the server for all of it.</summary>
    public async Task RequireAsync(IBlobStore store, CancellationToken cancellationToken)
    {
        Dictionary<BlobName, long> listed = await store.ListAsync("", cancellationToken).ToDictionaryAsync(blob => blob.Name, blob => blob.LengthBytes, cancellationToken: cancellationToken);
        foreach (BlobName name in _acknowledged.Keys)
        {
            Assert.True(listed.ContainsKey(name), $"{name} was acknowledged and is gone");
        }

        foreach ((BlobName name, long bytes) in listed)
        {
            Assert.Equal(_tried[name].Length, bytes);
            Assert.True((await store.ReadAllAsync(name, BlobLimits.MaxBlobBytes, cancellationToken)).AsSpan().SequenceEqual(_tried[name]), $"{name} has other bytes");
        }

        byte[]? head = await store.ReadHeadAsync(HeadName, cancellationToken);
        Assert.InRange(head is null ? 0 : BitConverter.ToInt32(head), _headAtLeast, _headAtMost);
    }
}
