using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Tests.Exports;

/// <summary>A history that counts more messages than it can give.</summary>
internal sealed class TruncatedHistory(int given) : HistoryView
{
    public override Account Account { get; } = new("whatsapp", "android", null, null);

    public override IAsyncEnumerable<Participant> ParticipantsAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<Participant>();

    public override IAsyncEnumerable<ChatSummary> ChatsAsync(CancellationToken cancellationToken) =>
        new[] { new ChatSummary(new Chat("c", ChatKind.Direct), given * 2, null, null) }.ToAsyncEnumerable();

    public override IAsyncEnumerable<HistoryMessage> MessagesAsync(string? chatId, CancellationToken cancellationToken) =>
        Enumerable.Range(0, given)
            .Select(i => new HistoryMessage(i.ToString("x32", System.Globalization.CultureInfo.InvariantCulture), new Message { ChatId = "c", SentAtMillis = 1_700_000_000_000, Kind = MessageKind.Text, Text = "x" }, null))
            .ToAsyncEnumerable();

    public override IAsyncEnumerable<HistoryMessage> MessagesByChatAsync(CancellationToken cancellationToken) => MessagesAsync(null, cancellationToken);

    public override ValueTask<Stream?> OpenAttachmentAsync(HistoryMessage message, Attachment attachment, CancellationToken cancellationToken) => ValueTask.FromResult<Stream?>(null);
}
