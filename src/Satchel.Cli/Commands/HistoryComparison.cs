using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Satchel.Archive;

namespace Satchel.Cli.Commands;

/// <summary>
/// Compares two histories message by message. Both come in the order of sending, so what has the same time is compared at
/// once; only what has no partner then is kept until the end, in case its partner stands at another time.
/// </summary>
internal sealed class HistoryComparison
{
    private readonly Dictionary<string, HistoryMessage> _removed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HistoryMessage> _added = new(StringComparer.Ordinal);
    private readonly List<HistoryDifference> _changed = [];

    private HistoryComparison()
    {
    }

    /// <summary>The differences account by account, and in each in the order of sending.</summary>
    public static async IAsyncEnumerable<HistoryDifference> CompareAsync(
        IReadOnlyList<HistoryView> before, IReadOnlyList<HistoryView> after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // One account on each side is compared whatever it is called: a source may not tell whose it is.
        bool isPair = before.Count == 1 && after.Count == 1;
        var accounts = before.Concat(after).Select(view => (view.Account.App, view.Account.Id)).Distinct().Take(isPair ? 1 : int.MaxValue).ToList();
        foreach ((string app, string? id) in accounts)
        {
            HistoryView? old = isPair ? before[0] : before.FirstOrDefault(view => view.Account.App == app && view.Account.Id == id);
            HistoryView? young = isPair ? after[0] : after.FirstOrDefault(view => view.Account.App == app && view.Account.Id == id);
            await foreach (HistoryDifference difference in CompareAccountAsync(old, young, cancellationToken))
            {
                yield return difference;
            }
        }
    }

    private static async IAsyncEnumerable<HistoryDifference> CompareAccountAsync(HistoryView? before, HistoryView? after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var comparison = new HistoryComparison();
        await comparison.WalkAsync(before, after, cancellationToken);
        comparison.MatchTheRest();
        IEnumerable<HistoryDifference> all = comparison._removed.Values.Select(m => new HistoryDifference(HistoryChange.Removed, m))
            .Concat(comparison._added.Values.Select(m => new HistoryDifference(HistoryChange.Added, m)))
            .Concat(comparison._changed)
            .OrderBy(d => d.Message.Message.SentAtMillis);
        foreach (HistoryDifference difference in all)
        {
            yield return difference;
        }
    }

    private async Task WalkAsync(HistoryView? before, HistoryView? after, CancellationToken cancellationToken)
    {
        await using var old = new MessagesByTime(before, cancellationToken);
        await using var young = new MessagesByTime(after, cancellationToken);
        await old.MoveNextAsync();
        await young.MoveNextAsync();
        while (old.Current is not null || young.Current is not null)
        {
            long oldTime = old.Time;
            long youngTime = young.Time;
            if (oldTime <= youngTime)
            {
                Keep(old.Current!, _removed, _added, isAfter: false);
                await old.MoveNextAsync();
            }

            if (youngTime <= oldTime)
            {
                Keep(young.Current!, _added, _removed, isAfter: true);
                await young.MoveNextAsync();
            }
        }
    }

    /// <summary>Takes the messages of one time: each finds its partner among those of the other history without one, or waits.</summary>
    private void Keep(List<HistoryMessage> messages, Dictionary<string, HistoryMessage> mine, Dictionary<string, HistoryMessage> theirs, bool isAfter)
    {
        foreach (HistoryMessage message in messages)
        {
            if (theirs.Remove(message.Id, out HistoryMessage? partner))
            {
                Compare(isAfter ? partner : message, isAfter ? message : partner);
            }
            else
            {
                mine[message.Id] = message;
            }
        }
    }

    private void MatchTheRest()
    {
        foreach (string id in _removed.Keys.Where(_added.ContainsKey).ToArray())
        {
            _removed.Remove(id, out HistoryMessage? before);
            _added.Remove(id, out HistoryMessage? after);
            Compare(before!, after!);
        }
    }

    private void Compare(HistoryMessage before, HistoryMessage after)
    {
        if (!Bytes(before).AsSpan().SequenceEqual(Bytes(after)))
        {
            _changed.Add(new HistoryDifference(HistoryChange.Changed, after));
        }
    }

    /// <summary>The record stream's bytes, less when it was seen: equal bytes are equal messages.</summary>
    private static byte[] Bytes(HistoryMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer, RecordJson.WriterOptions);
        RecordJson.WriteMessage(writer, message with { Seen = null });
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
