using Satchel.Archive;
using Satchel.Chats;
using Satchel.SearchIndex;

namespace Satchel.Cli.Viewer;

/// <summary>One history that the viewer shows, as it was when it was opened; a later state is another object under the same key.</summary>
internal sealed class ViewedHistory : IAsyncDisposable
{
    // A view is for one at a time; messages by their places are for all.
    private readonly SemaphoreSlim _view = new(1, 1);
    private Task _preparing = Task.CompletedTask;
    private readonly Lazy<Task<IReadOnlyList<ChatSummary>>> _chats;
    private readonly Lazy<Task<IReadOnlyList<Participant>>> _participants;
    private readonly Lazy<Task<IReadOnlyDictionary<int, HistoryMessage>>> _lastMessages;
    private readonly Lazy<MessageTally> _tally;

    public ViewedHistory(string key, IndexedHistory indexed)
    {
        Key = key;
        Indexed = indexed;
        _chats = new(() => OneAtATimeAsync(() => Indexed.ChatsAsync(CancellationToken.None), CancellationToken.None));
        _participants = new(() => OneAtATimeAsync(ReadParticipantsAsync, CancellationToken.None));
        _lastMessages = new(ReadLastMessagesAsync);
        _tally = new(() => MessageTally.Of(Indexed, null, TimeZoneInfo.Local));
    }

    /// <summary>What its addresses have for it.</summary>
    public string Key { get; }

    /// <summary>The history.</summary>
    public IndexedHistory Indexed { get; }

    /// <summary>Its chats, by number.</summary>
    public Task<IReadOnlyList<ChatSummary>> ChatsAsync() => _chats.Value;

    /// <summary>Its people, by id.</summary>
    public Task<IReadOnlyList<Participant>> ParticipantsAsync() => _participants.Value;

    /// <summary>The last message of each chat, by the chat's number.</summary>
    public Task<IReadOnlyDictionary<int, HistoryMessage>> LastMessagesAsync() => _lastMessages.Value;

    /// <summary>What its messages count.</summary>
    public MessageTally Tally => _tally.Value;

    /// <summary>Begins with what the page asks for first, while the browser starts.</summary>
    public void Prepare() => _preparing = Task.Run(async () =>
    {
        await ChatsAsync();
        await LastMessagesAsync();
        await ParticipantsAsync();
    });

    /// <summary>Opens a content; null where it is not there.</summary>
    public Task<Stream?> OpenAsync(HistoryMessage message, Attachment attachment, CancellationToken cancellationToken) =>
        OneAtATimeAsync(async () => await Indexed.View.OpenAttachmentAsync(message, attachment, cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // What went wrong is told to whoever asks for the same.
        await _preparing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Indexed.Dispose();
        _view.Dispose();
    }

    private async Task<T> OneAtATimeAsync<T>(Func<Task<T>> readAsync, CancellationToken cancellationToken)
    {
        await _view.WaitAsync(cancellationToken);
        try
        {
            return await readAsync();
        }
        finally
        {
            _view.Release();
        }
    }

    private async Task<IReadOnlyList<Participant>> ReadParticipantsAsync()
    {
        List<Participant> people = [];
        await foreach (Participant person in Indexed.View.ParticipantsAsync(CancellationToken.None))
        {
            people.Add(person);
        }

        return people;
    }

    private async Task<IReadOnlyDictionary<int, HistoryMessage>> ReadLastMessagesAsync()
    {
        (int Chat, int Place)[] places = [.. Enumerable.Range(0, Indexed.ChatIds.Count).Where(n => Indexed.Count(n) > 0).Select(n => (n, Indexed.Count(n) - 1))];
        IReadOnlyList<IReadOnlyList<HistoryMessage>> read = await Indexed.ReadAsync(places, CancellationToken.None);
        return places.Select((p, i) => (p.Chat, Versions: read[i])).Where(r => r.Versions.Count > 0).ToDictionary(r => r.Chat, r => r.Versions[^1]);
    }
}
