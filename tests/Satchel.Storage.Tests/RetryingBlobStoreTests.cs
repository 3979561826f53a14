using Satchel.Storage.Memory;
using Satchel.Storage.Retrying;
using Satchel.TestKit;
using Satchel.TestKit.Stores;

namespace Satchel.Storage.Tests;

public sealed class RetryingBlobStoreTests : BlobStoreConformance
{
    private static readonly RetryPolicy AtOnce = new(3, TimeSpan.Zero, TimeSpan.Zero);

    [Fact]
    public async Task What_could_not_be_reached_is_tried_again()
    {
        var faulty = new FaultyBlobStore(new MemoryBlobStore(TimeProvider.System)) { FailOnWrite = 1, FailOnRead = 1, Problem = StorageProblem.Unreachable };
        var store = new RetryingBlobStore(faulty, AtOnce, TimeProvider.System);

        await store.PutAsync(Name, Bytes(10), Token);

        Assert.Equal(Bytes(10), await store.ReadAllAsync(Name, 10, Token));
        Assert.Equal((2, 2), (faulty.Writes, faulty.Reads));
    }

    [Fact]
    public async Task What_failed_otherwise_is_not()
    {
        var faulty = new FaultyBlobStore(new MemoryBlobStore(TimeProvider.System)) { FailOnWrite = 1, Problem = StorageProblem.Full };
        var store = new RetryingBlobStore(faulty, AtOnce, TimeProvider.System);

        StorageException error = await Assert.ThrowsAsync<StorageException>(async () => await store.PutAsync(Name, Bytes(10), Token));

        Assert.Equal(StorageProblem.Full, error.Problem);
        Assert.Equal(1, faulty.Writes);
    }

    [Fact]
    public async Task It_gives_up_after_its_last_attempt()
    {
        var faulty = new FaultyBlobStore(new MemoryBlobStore(TimeProvider.System)) { FailOnWrite = 1, StaysDown = true, Problem = StorageProblem.Unreachable };
        var store = new RetryingBlobStore(faulty, AtOnce, TimeProvider.System);

        StorageException error = await Assert.ThrowsAsync<StorageException>(async () => await store.PutAsync(Name, Bytes(10), Token));

        Assert.Equal(StorageProblem.Unreachable, error.Problem);
        Assert.Equal(3, faulty.Writes);
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_counts_once()
    {
        var faulty = new FaultyBlobStore(new MemoryBlobStore(TimeProvider.System)) { FailOnWrite = 1, WritesBeforeFailing = true, Problem = StorageProblem.Unreachable };
        var store = new RetryingBlobStore(faulty, AtOnce, TimeProvider.System);

        await store.PutAsync(Name, Bytes(10), Token);
        faulty.Heal();
        faulty.FailOnWrite = 1;
        bool set = await store.CompareAndSetHeadAsync(Head, null, Bytes(5), Token);
        faulty.Heal();
        faulty.FailOnWrite = 1;
        bool deleted = await store.DeleteAsync(Name, Token);

        Assert.True(set);
        Assert.True(deleted);
        Assert.Null(await store.FindLengthAsync(Name, Token));
    }

    [Fact]
    public async Task A_name_that_another_writer_took_meanwhile_stays_taken()
    {
        var memory = new MemoryBlobStore(TimeProvider.System);
        var faulty = new FaultyBlobStore(memory) { FailOnWrite = 1, Problem = StorageProblem.Unreachable };
        var store = new RetryingBlobStore(faulty, AtOnce, TimeProvider.System);
        await memory.PutAsync(Name, Bytes(11), Token);

        StorageException error = await Assert.ThrowsAsync<StorageException>(async () => await store.PutAsync(Name, Bytes(10), Token));

        Assert.Equal(StorageProblem.AlreadyExists, error.Problem);
    }

    [Fact]
    public void Pauses_double_and_are_cut_off()
    {
        var policy = new RetryPolicy(9, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));

        Assert.Equal([1, 2, 4, 5, 5], Enumerable.Range(1, 5).Select(failures => policy.PauseAfter(failures, 0).TotalSeconds));
        Assert.Equal(0.5, policy.PauseAfter(1, 1).TotalSeconds);
    }

    [Fact]
    public async Task A_pause_waits_by_the_given_clock()
    {
        var clock = new FakeTimeProvider();
        var faulty = new FaultyBlobStore(new MemoryBlobStore(clock)) { FailOnWrite = 1, Problem = StorageProblem.Unreachable };
        var store = new RetryingBlobStore(faulty, RetryPolicy.Default, clock);

        Task put = store.PutAsync(Name, Bytes(10), Token).AsTask();
        bool early = put.IsCompleted;
        clock.Advance(TimeSpan.FromSeconds(1));
        await put;

        Assert.False(early);
    }

    protected override IBlobStore NewStore() => new RetryingBlobStore(new MemoryBlobStore(TimeProvider.System), AtOnce, TimeProvider.System);
}
