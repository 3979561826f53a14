using Satchel.Archive;

namespace Satchel.Cli.Commands;

/// <summary>The messages of a history (none where it is null), those of one time together; of each its last version.</summary>
internal sealed class MessagesByTime(HistoryView? view, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<HistoryMessage> _messages = (view?.MessagesAsync(null, cancellationToken) ?? AsyncEnumerable.Empty<HistoryMessage>()).GetAsyncEnumerator(cancellationToken);
    private HistoryMessage? _next;
    private bool _started;

    /// <summary>The messages of <see cref="Time"/>; null after the last.</summary>
    public List<HistoryMessage>? Current { get; private set; }

    /// <summary>When they were sent; later than any time after the last.</summary>
    public long Time => Current?[0].Message.SentAtMillis ?? long.MaxValue;

    /// <summary>Goes to the next time.</summary>
    public async Task MoveNextAsync()
    {
        if (!_started)
        {
            _started = true;
            await TakeAsync();
        }

        if (_next is null)
        {
            Current = null;
            return;
        }

        var group = new List<HistoryMessage>();
        long time = _next.Message.SentAtMillis;
        while (_next is not null && _next.Message.SentAtMillis == time)
        {
            group.Add(_next);
            await TakeAsync();
        }

        Current = group;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _messages.DisposeAsync();

    private async Task TakeAsync()
    {
        _next = null;
        while (_next is null && await _messages.MoveNextAsync())
        {
            _next = _messages.Current.IsLastVersion ? _messages.Current : null;
        }
    }
}
