using System.Runtime.CompilerServices;
using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.TestKit.Histories;

/// <summary>A history made of lists, for what shows histories.</summary>
public sealed class ListHistory(Account account) : HistoryView
{
    private readonly List<Participant> _participants = [];
    private readonly List<Chat> _chats = [];
    private readonly List<HistoryMessage> _messages = [];
    private readonly Dictionary<string, byte[]> _contents = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override Account Account { get; } = account;

    /// <summary>The path whose content cannot be read, or null.</summary>
    public string? Damaged { get; set; }

    /// <summary>How often the content of an attachment was opened.</summary>
    public int Opened { get; private set; }

    /// <summary>Adds people.</summary>
    public ListHistory With(params Participant[] participants)
    {
        _participants.AddRange(participants);
        return this;
    }

    /// <summary>Adds a chat.</summary>
    public ListHistory With(Chat chat)
    {
        _chats.Add(chat);
        return this;
    }

    /// <summary>Adds a message, or a version of one.</summary>
    public ListHistory With(Message message, string? id = null, Seen? seen = null)
    {
        _messages.Add(new HistoryMessage(id ?? (_messages.Count + 1).ToString("x32", System.Globalization.CultureInfo.InvariantCulture), message, seen));
        return this;
    }

    /// <summary>Adds the content of attachments with this path.</summary>
    public ListHistory With(string path, byte[] content)
    {
        _contents[path] = content;
        return this;
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<Participant> ParticipantsAsync(CancellationToken cancellationToken) => _participants.ToAsyncEnumerable();

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatSummary> ChatsAsync(CancellationToken cancellationToken) =>
        _chats.OrderBy(chat => chat.Id, StringComparer.Ordinal).Select(Summary).ToAsyncEnumerable();

    /// <inheritdoc/>
    public override IAsyncEnumerable<HistoryMessage> MessagesAsync(string? chatId, CancellationToken cancellationToken) =>
        _messages.Where(message => chatId is null || message.Message.ChatId == chatId).OrderBy(message => message.Message.SentAtMillis).ToAsyncEnumerable();

    /// <inheritdoc/>
    public override async IAsyncEnumerable<HistoryMessage> MessagesByChatAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (Chat chat in _chats.OrderBy(chat => chat.Id, StringComparer.Ordinal))
        {
            await foreach (HistoryMessage message in MessagesAsync(chat.Id, cancellationToken))
            {
                yield return message;
            }
        }
    }

    /// <inheritdoc/>
    public override ValueTask<Stream?> OpenAttachmentAsync(HistoryMessage message, Attachment attachment, CancellationToken cancellationToken)
    {
        Opened++;
        if (Damaged is not null && attachment.Path == Damaged)
        {
            throw new Satchel.Vaults.VaultException(Satchel.Vaults.VaultProblem.Damaged, "damaged as the test asked");
        }

        return ValueTask.FromResult<Stream?>(attachment.Path is not null && _contents.TryGetValue(attachment.Path, out byte[]? content) ? new MemoryStream(content, writable: false) : null);
    }

    private ChatSummary Summary(Chat chat)
    {
        List<HistoryMessage> own = [.. _messages.Where(message => message.Message.ChatId == chat.Id)];
        return own.Count == 0
            ? new ChatSummary(chat, 0, null, null)
            : new ChatSummary(
                chat,
                own.Select(message => message.Id).Distinct().Count(),
                DateTimeOffset.FromUnixTimeMilliseconds(own.Min(message => message.Message.SentAtMillis)),
                DateTimeOffset.FromUnixTimeMilliseconds(own.Max(message => message.Message.SentAtMillis)));
    }
}
