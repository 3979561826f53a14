namespace Satchel.Vaults.Maps;

/// <summary>
/// Writes a map: a new one, or an edit of an older one. Keys come in ascending order. It reads the nodes that the edits touch
/// and shares all others; the same entries give the same root, whatever the edits were. One caller at a time.
/// </summary>
public sealed class MapEditor
{
    // Leaves that other threads digest and compress while the caller goes on.
    private static readonly int MaxEncoding = Math.Min(4, 2 * (Environment.ProcessorCount - 1));

    private readonly NodeLoader _loader;
    private readonly TreeBuilder _tree;
    private readonly BaseCursor? _base;
    private readonly MapRoot? _basis;
    private byte[] _lastKey = new byte[64];
    private int _lastKeyLength = -1;
    private bool _isComplete;

    internal MapEditor(INodeStore nodes, MapKind kind, MapRoot? basis, MapContext context)
    {
        if (basis is not null && basis.Kind != kind)
        {
            throw new ArgumentException($"A map of kind {basis.Kind} is no basis for one of kind {kind}.", nameof(basis));
        }

        _basis = basis;
        _loader = new NodeLoader(nodes, kind, context);
        _base = basis is null or { Entries: 0 } ? null : new BaseCursor(_loader, basis);
        _tree = new TreeBuilder(nodes, kind, context, _base is null ? MaxEncoding : 0) { Base = _base };
    }

    /// <summary>
    /// Puts a record under a key, in place of the one there. Completes at once but where a node is read or written; its
    /// arguments are copied, and must stay as they are until it completes.
    /// </summary>
    /// <param name="key">Above all keys that were put or removed before; at most <see cref="VaultLimits.MaxKeyBytes"/>.</param>
    /// <param name="record">As <see cref="RecordWriter"/> makes it; at most <see cref="VaultLimits.MaxRecordBytes"/>.</param>
    /// <param name="cancellationToken">Cancels the wait for a node.</param>
    /// <exception cref="ArgumentException">The key is not above the one before, or something is too long, or no record.</exception>
    /// <exception cref="VaultException">A node of the older map could not be read.</exception>
    public ValueTask PutAsync(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        if (record.Length is 0 or > VaultLimits.MaxRecordBytes)
        {
            throw new ArgumentException($"A record has 1 to {VaultLimits.MaxRecordBytes} bytes; got {record.Length}.", nameof(record));
        }

        Begin(key.Span);
        if (_base is null)
        {
            return _tree.AddAsync(key, record, cancellationToken);
        }

        ValueTask moving = _base.MoveToAsync(key, _tree, cancellationToken);
        if (!moving.IsCompletedSuccessfully)
        {
            return PutWhenMovedAsync(moving, key, record, cancellationToken);
        }

        _base.Skip(key.Span, _tree);
        return _tree.AddAsync(key, record, cancellationToken);
    }

    /// <summary>Removes a key; nothing happens where it is not there.</summary>
    /// <param name="key">Above all keys that were put or removed before.</param>
    /// <param name="cancellationToken">Cancels the wait for a node.</param>
    /// <exception cref="ArgumentException">The key is not above the one before, or too long.</exception>
    /// <exception cref="VaultException">A node of the older map could not be read.</exception>
    public async ValueTask RemoveAsync(ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
    {
        Begin(key.Span);
        if (_base is not null)
        {
            await _base.MoveToAsync(key, _tree, cancellationToken);
            _base.Skip(key.Span, _tree);
        }
    }

    /// <summary>Writes what is left and returns the root. The editor is of no use after.</summary>
    /// <exception cref="VaultException">A node of the older map could not be read.</exception>
    public async ValueTask<MapRoot> CompleteAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isComplete, this);
        _isComplete = true;
        if (_basis is not null && _lastKeyLength < 0)
        {
            return _basis;
        }

        if (_base is not null)
        {
            await _base.MoveToEndAsync(_tree, cancellationToken);
        }

        return await _tree.CompleteAsync(_loader, cancellationToken);
    }

    private async ValueTask PutWhenMovedAsync(
        ValueTask moving, ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> record, CancellationToken cancellationToken)
    {
        await moving;
        _base!.Skip(key.Span, _tree);
        await _tree.AddAsync(key, record, cancellationToken);
    }

    private void Begin(ReadOnlySpan<byte> key)
    {
        ObjectDisposedException.ThrowIf(_isComplete, this);
        if (key.Length > VaultLimits.MaxKeyBytes)
        {
            throw new ArgumentException($"A key has at most {VaultLimits.MaxKeyBytes} bytes; got {key.Length}.", nameof(key));
        }

        if (_lastKeyLength >= 0 && key.SequenceCompareTo(_lastKey.AsSpan(0, _lastKeyLength)) <= 0)
        {
            throw new ArgumentException("Keys come in ascending order.", nameof(key));
        }

        if (_lastKey.Length < key.Length)
        {
            _lastKey = new byte[key.Length * 2];
        }

        key.CopyTo(_lastKey);
        _lastKeyLength = key.Length;
    }
}
