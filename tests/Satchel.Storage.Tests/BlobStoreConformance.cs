namespace Satchel.Storage.Tests;

/// <summary>What every storage does; a new one is done when it passes all of it.</summary>
public abstract class BlobStoreConformance
{
    protected static readonly BlobName Name = new("packs/3f/3f09");
    protected static readonly BlobName Head = new("heads/3f09");

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract IBlobStore NewStore();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(70_000)]
    public async Task What_was_put_reads_back(int lengthBytes)
    {
        IBlobStore store = NewStore();
        byte[] content = Bytes(lengthBytes);

        await store.PutAsync(Name, content, Token);

        Assert.Equal(content, await store.ReadAllAsync(Name, lengthBytes, Token));
        Assert.Equal(lengthBytes, await store.FindLengthAsync(Name, Token));
    }

    [Fact]
    public async Task A_range_reads_back()
    {
        IBlobStore store = NewStore();
        await store.PutAsync(Name, Bytes(1000), Token);
        byte[] range = new byte[100];

        await store.ReadAsync(Name, 900, range, Token);

        Assert.Equal(Bytes(1000)[900..], range);
    }

    [Fact]
    public async Task An_empty_range_at_the_end_reads_back()
    {
        IBlobStore store = NewStore();
        await store.PutAsync(Name, Bytes(10), Token);

        await store.ReadAsync(Name, 10, Memory<byte>.Empty, Token);
    }

    [Theory]
    [InlineData(0, 11)]
    [InlineData(5, 6)]
    [InlineData(11, 0)]
    [InlineData(long.MaxValue, 1)]
    public async Task A_range_beyond_the_end_says_WrongLength(long offset, int lengthBytes)
    {
        IBlobStore store = NewStore();
        await store.PutAsync(Name, Bytes(10), Token);

        StorageException error = await Assert.ThrowsAsync<StorageException>(async () => await store.ReadAsync(Name, offset, new byte[lengthBytes], Token));

        Assert.Equal(StorageProblem.WrongLength, error.Problem);
    }

    [Fact]
    public async Task A_blob_longer_than_asked_for_says_WrongLength()
    {
        IBlobStore store = NewStore();
        await store.PutAsync(Name, Bytes(10), Token);

        StorageException error = await Assert.ThrowsAsync<StorageException>(async () => await store.ReadAllAsync(Name, 9, Token));

        Assert.Equal(StorageProblem.WrongLength, error.Problem);
    }

    [Fact]
    public async Task Reading_a_missing_blob_says_NotFound()
    {
        IBlobStore store = NewStore();

        StorageException whole = await Assert.ThrowsAsync<StorageException>(async () => await store.ReadAllAsync(Name, 10, Token));
        StorageException range = await Assert.ThrowsAsync<StorageException>(async () => await store.ReadAsync(Name, 0, new byte[1], Token));

        Assert.Equal(StorageProblem.NotFound, whole.Problem);
        Assert.Equal(StorageProblem.NotFound, range.Problem);
        Assert.Null(await store.FindLengthAsync(Name, Token));
    }

    [Fact]
    public async Task A_blob_is_never_replaced()
    {
        IBlobStore store = NewStore();
        await store.PutAsync(Name, Bytes(10), Token);

        StorageException error = await Assert.ThrowsAsync<StorageException>(async () => await store.PutAsync(Name, Bytes(20), Token));

        Assert.Equal(StorageProblem.AlreadyExists, error.Problem);
        Assert.Equal(Bytes(10), await store.ReadAllAsync(Name, 100, Token));
    }

    [Fact]
    public async Task Of_several_writers_of_one_name_one_wins()
    {
        IBlobStore store = NewStore();

        bool[] won = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => TryPutAsync(store, [(byte)i]), Token)));

        Assert.Single(won, true);
        Assert.Equal([(byte)Array.IndexOf(won, true)], await store.ReadAllAsync(Name, 1, Token));
    }

    [Fact]
    public async Task What_a_caller_does_to_its_buffer_afterwards_changes_nothing()
    {
        IBlobStore store = NewStore();
        byte[] content = [1, 2, 3];
        byte[] head = [4];
        await store.PutAsync(Name, content, Token);
        await store.CompareAndSetHeadAsync(Head, null, head, Token);

        content.AsSpan().Clear();
        head.AsSpan().Clear();

        Assert.Equal([1, 2, 3], await store.ReadAllAsync(Name, 3, Token));
        Assert.Equal([4], await store.ReadHeadAsync(Head, Token));
    }

    [Fact]
    public async Task A_listing_tells_names_and_lengths_under_a_prefix_and_no_heads()
    {
        IBlobStore store = NewStore();
        await store.PutAsync(new BlobName("packs/3f/3f09"), Bytes(1), Token);
        await store.PutAsync(new BlobName("packs/3f/3fff"), Bytes(2), Token);
        await store.PutAsync(new BlobName("packs/40/4000"), Bytes(3), Token);
        await store.PutAsync(new BlobName("index/3f"), Bytes(4), Token);
        await store.PutAsync(new BlobName("satchel.json"), Bytes(5), Token);
        await store.CompareAndSetHeadAsync(Head, null, Bytes(6), Token);

        Assert.Equal(["index/3f 4", "packs/3f/3f09 1", "packs/3f/3fff 2", "packs/40/4000 3", "satchel.json 5"], await ListAsync(store, ""));
        Assert.Equal(["packs/3f/3f09 1", "packs/3f/3fff 2"], await ListAsync(store, "packs/3f/"));
        Assert.Equal(["packs/3f/3f09 1", "packs/3f/3fff 2", "packs/40/4000 3"], await ListAsync(store, "pack"));
        Assert.Equal(["packs/3f/3fff 2"], await ListAsync(store, "packs/3f/3ff"));
        Assert.Empty(await ListAsync(store, "heads/"));
        Assert.Empty(await ListAsync(store, "none/"));
        Assert.Empty(await ListAsync(store, "../"));
    }

    [Fact]
    public async Task A_listing_tells_when_a_blob_came()
    {
        IBlobStore store = NewStore();
        DateTimeOffset before = await store.GetTimeAsync(Token);
        await store.PutAsync(Name, Bytes(1), Token);

        BlobInfo blob = await store.ListAsync("", Token).SingleAsync(Token);

        Assert.InRange(blob.ModifiedAt, before - TimeSpan.FromSeconds(5), before + TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task An_empty_storage_lists_nothing()
    {
        IBlobStore store = NewStore();

        Assert.Empty(await ListAsync(store, ""));
        Assert.Empty(await store.ListHeadsAsync("", Token).ToListAsync(Token));
    }

    [Fact]
    public async Task A_deleted_blob_is_gone_and_its_name_is_free()
    {
        IBlobStore store = NewStore();
        await store.PutAsync(Name, Bytes(10), Token);

        bool first = await store.DeleteAsync(Name, Token);
        bool second = await store.DeleteAsync(Name, Token);
        await store.PutAsync(Name, Bytes(11), Token);

        Assert.True(first);
        Assert.False(second);
        Assert.Equal(Bytes(11), await store.ReadAllAsync(Name, 11, Token));
    }

    [Fact]
    public async Task A_head_is_set_only_over_what_was_expected()
    {
        IBlobStore store = NewStore();

        Assert.Null(await store.ReadHeadAsync(Head, Token));
        Assert.False(await store.CompareAndSetHeadAsync(Head, Bytes(1), Bytes(2), Token));
        Assert.True(await store.CompareAndSetHeadAsync(Head, null, Bytes(1), Token));
        Assert.False(await store.CompareAndSetHeadAsync(Head, null, Bytes(2), Token));
        Assert.False(await store.CompareAndSetHeadAsync(Head, Bytes(3), Bytes(2), Token));
        Assert.True(await store.CompareAndSetHeadAsync(Head, Bytes(1), Bytes(2), Token));

        Assert.Equal(Bytes(2), await store.ReadHeadAsync(Head, Token));
    }

    [Fact]
    public async Task An_empty_head_differs_from_none()
    {
        IBlobStore store = NewStore();

        Assert.True(await store.CompareAndSetHeadAsync(Head, null, ReadOnlyMemory<byte>.Empty, Token));
        Assert.Empty(Assert.IsType<byte[]>(await store.ReadHeadAsync(Head, Token)));
        Assert.False(await store.CompareAndSetHeadAsync(Head, null, Bytes(1), Token));
        Assert.True(await store.CompareAndSetHeadAsync(Head, ReadOnlyMemory<byte>.Empty, Bytes(1), Token));
    }

    [Fact]
    public async Task Racing_writers_advance_a_head_one_at_a_time()
    {
        IBlobStore store = NewStore();
        const int Writers = 4;
        const int StepsEach = 5;

        int[] steps = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => AdvanceAsync(store, writer, StepsEach), Token)));

        Assert.Equal(Writers * StepsEach, steps.Sum());
        byte[] last = Assert.IsType<byte[]>(await store.ReadHeadAsync(Head, Token));
        Assert.Equal(Writers * StepsEach, BitConverter.ToInt32(last));
    }

    [Fact]
    public async Task Heads_are_listed_and_deleted()
    {
        IBlobStore store = NewStore();
        await store.CompareAndSetHeadAsync(Head, null, Bytes(1), Token);
        await store.CompareAndSetHeadAsync(new BlobName("heads/40"), null, Bytes(1), Token);

        bool first = await store.DeleteHeadAsync(Head, Token);
        bool second = await store.DeleteHeadAsync(Head, Token);

        Assert.True(first);
        Assert.False(second);
        Assert.Equal([new BlobName("heads/40")], await store.ListHeadsAsync("heads/", Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Content_over_the_limit_is_refused()
    {
        IBlobStore store = NewStore();

        await Assert.ThrowsAsync<ArgumentException>(async () => await store.PutAsync(Name, new byte[BlobLimits.MaxBlobBytes + 1], Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.CompareAndSetHeadAsync(Head, null, new byte[BlobLimits.MaxHeadBytes + 1], Token));

        Assert.Empty(await ListAsync(store, ""));
    }

    [Fact]
    public async Task Content_at_the_limit_is_taken()
    {
        IBlobStore store = NewStore();

        await store.PutAsync(Name, new byte[BlobLimits.MaxBlobBytes], Token);
        bool set = await store.CompareAndSetHeadAsync(Head, null, new byte[BlobLimits.MaxHeadBytes], Token);

        Assert.True(set);
        Assert.Equal(BlobLimits.MaxBlobBytes, await store.FindLengthAsync(Name, Token));
    }

    [Fact]
    public async Task Blobs_and_heads_are_not_taken_for_each_other()
    {
        IBlobStore store = NewStore();

        await Assert.ThrowsAsync<ArgumentException>(async () => await store.PutAsync(Head, Bytes(1), Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.ReadHeadAsync(Name, Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.CompareAndSetHeadAsync(Name, null, Bytes(1), Token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.DeleteAsync(Head, Token));
    }

    [Fact]
    public async Task The_longest_name_is_taken()
    {
        IBlobStore store = NewStore();
        var longest = new BlobName(new string('a', 66) + "/" + new string('b', 66) + "/" + new string('c', 66));

        await store.PutAsync(longest, Bytes(1), Token);

        Assert.Equal(longest, (await store.ListAsync("", Token).SingleAsync(Token)).Name);
    }

    [Fact]
    public async Task Nothing_is_stored_once_cancelled()
    {
        IBlobStore store = NewStore();
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.PutAsync(Name, Bytes(1), cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.CompareAndSetHeadAsync(Head, null, Bytes(1), cancelled));

        Assert.Null(await store.FindLengthAsync(Name, Token));
        Assert.Null(await store.ReadHeadAsync(Head, Token));
    }

    protected static byte[] Bytes(int lengthBytes)
    {
        byte[] bytes = new byte[lengthBytes];
        new Random(lengthBytes).NextBytes(bytes);
        return bytes;
    }

    protected static async Task<List<string>> ListAsync(IBlobStore store, string prefix)
    {
        List<string> blobs = await store.ListAsync(prefix, Token).Select(blob => $"{blob.Name} {blob.LengthBytes}").ToListAsync(Token);
        blobs.Sort(StringComparer.Ordinal);
        return blobs;
    }

    private static async Task<bool> TryPutAsync(IBlobStore store, byte[] content)
    {
        try
        {
            await store.PutAsync(Name, content, Token);
            return true;
        }
        catch (StorageException error) when (error.Problem == StorageProblem.AlreadyExists)
        {
            return false;
        }
    }

    // Says who wrote it, as a real head does: whoever lost the answer to a write knows by its content whether it was done.
    private static async Task<int> AdvanceAsync(IBlobStore store, int writer, int steps)
    {
        int done = 0;
        while (done < steps)
        {
            byte[]? current = await store.ReadHeadAsync(Head, Token);
            int next = current is null ? 1 : BitConverter.ToInt32(current) + 1;
            ReadOnlyMemory<byte>? expected = current is null ? default(ReadOnlyMemory<byte>?) : current;
            if (await store.CompareAndSetHeadAsync(Head, expected, (byte[])[.. BitConverter.GetBytes(next), (byte)writer], Token))
            {
                done++;
            }
        }

        return done;
    }
}
