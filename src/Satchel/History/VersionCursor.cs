using Satchel.Vaults.Maps;

namespace Satchel.History;

/// <summary>Goes through a history message by message, in the order of its keys.</summary>
/// <param name="history">The history; null for an empty one.</param>
internal sealed class VersionCursor(SortedMap? history) : IAsyncDisposable
{
    private IAsyncEnumerator<IReadOnlyList<MapEntry>>? _nodes;
    private IReadOnlyList<MapEntry> _node = [];
    private int _at;
    private bool _isOver = history is null;

    /// <summary>The versions of the message it stands at; null behind the last.</summary>
    public MessageVersions? Current { get; private set; }

    /// <summary>Goes to the next message.</summary>
    public async ValueTask NextAsync(CancellationToken cancellationToken)
    {
        Current = null;
        ReadOnlyMemory<byte> stem = default;
        MapEntry last = default;
        bool any = false;
        while (!_isOver)
        {
            if (_at == _node.Count)
            {
                await ReadNodeAsync(cancellationToken);
                continue;
            }

            MapEntry entry = _node[_at];
            if (any && !HistoryKey.Stem(entry.Key.Span).SequenceEqual(stem.Span))
            {
                break;
            }

            stem = entry.Key[..^HistoryKey.VersionBytes];
            last = entry;
            any = true;
            _at++;
        }

        Current = any ? new MessageVersions(stem, last) : null;
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
        _nodes ??= history!.ReadNodesAsync(KeyRange.All, cancellationToken).GetAsyncEnumerator(cancellationToken);
        _isOver = !await _nodes.MoveNextAsync();
        _node = _isOver ? [] : _nodes.Current;
        _at = 0;
    }
}
