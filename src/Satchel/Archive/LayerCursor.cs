using System.Globalization;
using Satchel.History;
using Satchel.Vaults.Maps;

namespace Satchel.Archive;

/// <summary>Goes through a source's history message by message. It goes on behind what is damaged, and tells.</summary>
/// <param name="layer">The source's number.</param>
/// <param name="history">Its history.</param>
/// <param name="slice">What of it is read.</param>
/// <param name="report">Told of damage.</param>
internal sealed class LayerCursor(int layer, SortedMap history, HistorySlice slice, Action<string> report) : IAsyncDisposable
{
    private IAsyncEnumerator<IReadOnlyList<MapEntry>>? _nodes;
    private IReadOnlyList<MapEntry> _node = [];
    private int _at;
    private bool _isOver;

    /// <summary>The message it stands at; null behind the last.</summary>
    public LayerMessage? Current { get; private set; }

    /// <summary>Goes to the next message.</summary>
    public async ValueTask NextAsync(CancellationToken cancellationToken)
    {
        List<MapEntry>? versions = null;
        while (!_isOver)
        {
            if (_at == _node.Count)
            {
                await ReadNodeAsync(cancellationToken);
                continue;
            }

            MapEntry entry = _node[_at];
            if (!slice.Has(entry.Key.Span))
            {
                _at++;
                continue;
            }

            if (versions is not null && !HistoryKey.Stem(entry.Key.Span).SequenceEqual(HistoryKey.Stem(versions[0].Key.Span)))
            {
                break;
            }

            (versions ??= new List<MapEntry>(1)).Add(entry);
            _at++;
        }

        Current = versions is null ? null : new LayerMessage(layer, versions[0].Key[..^HistoryKey.VersionBytes], versions);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_nodes is not null)
        {
            await _nodes.DisposeAsync();
        }
    }

    private async ValueTask ReadNodeAsync(CancellationToken cancellationToken)
    {
        _at = 0;
        _nodes ??= history.SalvageNodesAsync(slice.Range, loss => report(Describe(loss)), cancellationToken).GetAsyncEnumerator(cancellationToken);
        _isOver = !await _nodes.MoveNextAsync();
        _node = _isOver ? [] : _nodes.Current;
    }

    private static string Describe(MapLoss loss)
    {
        string from = loss.From.IsEmpty ? "" : $" from {DayOf(loss.From)} on";
        string before = loss.Before is ReadOnlyMemory<byte> end ? $" up to {DayOf(end)}" : "";
        return $"{loss.Entries} messages{from}{before} are lost: {loss.Problem}";
    }

    private static string DayOf(ReadOnlyMemory<byte> key) =>
        RecordTime.FromMillis(HistoryKey.SentAt(key.Span))?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "an unknown day";
}
