using Satchel.History;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Archive;

/// <summary>Goes through a source's history message by message. Where the vault is damaged, it ends early and tells.</summary>
/// <param name="layer">The source's number.</param>
/// <param name="history">Its history.</param>
/// <param name="report">Told of damage.</param>
internal sealed class LayerCursor(int layer, SortedMap history, Action<string> report) : IAsyncDisposable
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
        try
        {
            _nodes ??= history.ReadNodesAsync(KeyRange.All, cancellationToken).GetAsyncEnumerator(cancellationToken);
            _isOver = !await _nodes.MoveNextAsync();
            _node = _isOver ? [] : _nodes.Current;
        }
        catch (VaultException e) when (e.Problem == VaultProblem.Damaged)
        {
            report($"messages are lost: {e.Message}");
            _node = [];
            _isOver = true;
        }
    }
}
