using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Migrating;

/// <summary>
/// Goes through the chosen messages of a source in the order they were sent. What a vault's archive has several versions of is one message.
/// </summary>
internal sealed class SourceCursor(MigrationSource source, MessageChoice choice, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<HistoryMessage> _messages =
        source.View.MessagesAsync(source.Names is null ? choice.OnlyChat : null, cancellationToken).GetAsyncEnumerator(cancellationToken);

    private MigratingMessage? _ahead;
    private bool _isOver;

    /// <summary>The message it stands at; null behind the last.</summary>
    public MigratingMessage? Current { get; private set; }

    /// <summary>Goes to the next message.</summary>
    public async ValueTask NextAsync()
    {
        MigratingMessage? current = _ahead ?? await ReadAsync();
        _ahead = null;
        if (current is not null)
        {
            for (_ahead = await ReadAsync(); _ahead is not null && _ahead.Id == current.Id; _ahead = await ReadAsync())
            {
                current.Take(_ahead, isLater: true);
            }
        }

        Current = current;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _messages.DisposeAsync();

    private async ValueTask<MigratingMessage?> ReadAsync()
    {
        while (!_isOver)
        {
            _isOver = !await _messages.MoveNextAsync();
            if (_isOver)
            {
                break;
            }

            HistoryMessage read = _messages.Current;
            Message message = source.Names?.Translate(read.Message) ?? read.Message;
            if (choice.Admits(message))
            {
                return new MigratingMessage(source, read, message);
            }
        }

        return null;
    }
}
