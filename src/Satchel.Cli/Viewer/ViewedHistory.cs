using Satchel.Archive;
using Satchel.Chats;
using Satchel.SearchIndex;

namespace Satchel.Cli.Viewer;

/// <summary>One history that the viewer shows, as it was when it was opened; a later state is another object under the same key.</summary>
internal sealed class ViewedHistory : IDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly Lazy<Task<IReadOnlyList<ChatSummary>>> _chats;
    private readonly Lazy<Task<IReadOnlyList<Participant>>> _participants;
    private readonly Lazy<Task<IReadOnlyDictionary<int, HistoryMessage>>> _lastMessages;

    public ViewedHistory(string key, IndexedHistory indexed)
    {
        Key = key;
        Indexed = indexed;
        _chats = new(() => Indexed.ChatsAsync(CancellationToken.None));
        _participants = new(ReadParticipantsAsync);
        _lastMessages = new(ReadLastMessagesAsync);
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

    /// <summary>Opens a content; null where it is not there.</summary>
    public async Task<Stream?> OpenAsync(HistoryMessage message, Attachment attachment, CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken);
        try
        {
            return await Indexed.View.OpenAttachmentAsync(message, attachment, cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Indexed.Dispose();
        _opening.Dispose();
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
