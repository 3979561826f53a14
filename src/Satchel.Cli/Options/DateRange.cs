using System.Runtime.CompilerServices;
using Satchel.Archive;

namespace Satchel.Cli.Options;

/// <summary>From when to when; either end may be open, and both belong to it.</summary>
internal sealed record DateRange(DateTimeOffset? From, DateTimeOffset? To)
{
    /// <summary>Those messages that were sent in it.</summary>
    public async IAsyncEnumerable<HistoryMessage> Within(IAsyncEnumerable<HistoryMessage> messages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long from = From?.ToUnixTimeMilliseconds() ?? long.MinValue;
        long to = To?.ToUnixTimeMilliseconds() ?? long.MaxValue;
        await foreach (HistoryMessage message in messages.WithCancellation(cancellationToken))
        {
            if (message.Message.SentAtMillis >= from && message.Message.SentAtMillis <= to)
            {
                yield return message;
            }
        }
    }
}
