using Satchel.Storage;

namespace Satchel.Cloud.Tests;

/// <summary>A server that is killed, and a way to it that is cut, again and again, while several write.</summary>
public sealed class KillAndPartitionTests
{
    private const int Rounds = 6;
    private const int Writers = 4;
    private const int MoreBlobs = 20;
    private const int MoreMoves = 3;
    private static readonly TimeSpan CutFor = TimeSpan.FromMilliseconds(700);

    [Fact]
    public async Task Whatever_dies_whenever_nothing_that_was_acknowledged_is_lost()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using var way = new Partition(server.Url);
        using var device = new Device();
        await device.SignUpAsync(way.Url);
        await using IBlobStore store = DeviceStore.Open(device, way.Url, "model");
        var model = new AcknowledgedModel();
        using var over = new CancellationTokenSource();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(over.Token, TestContext.Current.CancellationToken);

        Task[] writers = [.. Enumerable.Range(0, Writers).Select(_ => WriteAsync(token => model.PutAsync(store, token), stop.Token)), WriteAsync(token => model.AdvanceAsync(store, token), stop.Token)];
        for (int round = 0; round < Rounds; round++)
        {
            await UntilMoreIsAcknowledgedAsync(model, writers);
            if (round % 2 == 0)
            {
                await server.KillAsync();
                await server.RestartAsync();
            }
            else
            {
                await way.CutAsync();
                await Task.Delay(CutFor, TestContext.Current.CancellationToken);
                way.Mend();
            }
        }

        await UntilMoreIsAcknowledgedAsync(model, writers);
        await over.CancelAsync();
        await Task.WhenAll(writers);
        await model.RequireAsync(store, TestContext.Current.CancellationToken);
    }

    private static async Task UntilMoreIsAcknowledgedAsync(AcknowledgedModel model, Task[] writers)
    {
        (int blobs, int head) = (model.Acknowledged, model.Head);
        while (model.Acknowledged < blobs + MoreBlobs || model.Head < head + MoreMoves)
        {
            if (writers.FirstOrDefault(writer => writer.IsCompleted) is { } broken)
            {
                await broken;
            }

            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    // What could not be reached in the end is told to whoever asked, who asks for something else; that is what a client does.
    private static async Task WriteAsync(Func<CancellationToken, Task> writeAsync, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await writeAsync(cancellationToken);
            }
            catch (StorageException error) when (error.Problem == StorageProblem.Unreachable)
            {
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
