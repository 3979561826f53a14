using Satchel.Archive;

namespace Satchel.SearchIndex;

/// <summary>Reads the messages again that an index has rows of.</summary>
internal interface IIndexedMessages : IDisposable
{
    /// <summary>Reads messages, each with its versions, oldest first; none of one that is lost.</summary>
    ValueTask<IReadOnlyList<HistoryMessage>[]> ReadAsync(IReadOnlyList<IndexedMessage> wanted, CancellationToken cancellationToken);
}
