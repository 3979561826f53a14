using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Satchel.Capture;
using Satchel.Chats;
using Satchel.History;
using Satchel.Spool;

namespace Satchel.Archive;

/// <summary>The history of a source on this machine, read directly.</summary>
internal sealed class SourceHistoryView : HistoryView
{
    private readonly HistoryViewOptions _options;
    private readonly OpenedSource _opened;
    private readonly IChatReader _reader;
    private readonly SourceAttachments _attachments;
    private readonly SourceContents _contents;

    /// <exception cref="ChatFormatException">Its messages cannot be read.</exception>
    public SourceHistoryView(ChatSource source, HistoryViewOptions options, IEnumerable<string> unreadable, CancellationToken cancellationToken)
    {
        _options = options;
        ScratchFile.CreateFolder(options.ScratchFolder);
        _opened = OpenedSource.Open(source, options.Keys, options.ScratchFolder, cancellationToken);
        _contents = new SourceContents(_opened);
        _attachments = new SourceAttachments(_contents, options.HashContents);
        try
        {
            ReaderOptions told = new(options.AccountId ?? _opened.Source.AccountId) { TimeZone = options.TimeZone, OwnName = options.OwnName, DateOrder = options.DateOrder };
            _reader = _opened.Read(told, cancellationToken);
        }
        catch
        {
            _opened.Dispose();
            throw;
        }

        foreach (string problem in unreadable)
        {
            Report(problem);
        }
    }

    /// <inheritdoc/>
    public override Account Account => _reader.Account;

    /// <inheritdoc/>
    public override async IAsyncEnumerable<Participant> ParticipantsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (Participant participant in _reader.ReadParticipants(cancellationToken).OrderBy(p => p.Id, StringComparer.Ordinal))
        {
            yield return participant;
        }

        await Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<ChatSummary> ChatsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChatTally tally = new();
        foreach (Chat chat in _reader.ReadChats(cancellationToken))
        {
            tally.Add(chat);
        }

        // Through the same sieve as the messages, so that what is there twice counts once.
        using SortedSpool spool = new(_options.ScratchFolder);
        Fill(spool, _ => 0, codec: null, cancellationToken);
        byte[] last = [];
        foreach (SpoolEntry entry in spool.Read())
        {
            if (!entry.Key.Span.SequenceEqual(last))
            {
                last = entry.Key.ToArray();
                tally.Count(HistoryKey.Chat(last.AsSpan(sizeof(uint))), HistoryKey.SentAt(last.AsSpan(sizeof(uint))));
            }
        }

        foreach (ChatSummary chat in tally.Summaries())
        {
            yield return chat;
        }

        await Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override IAsyncEnumerable<Chat> ChatListAsync(CancellationToken cancellationToken) => _reader.ReadChats(cancellationToken).ToAsyncEnumerable();

    /// <inheritdoc/>
    public override IAsyncEnumerable<HistoryMessage> MessagesAsync(string? chatId, CancellationToken cancellationToken) =>
        ReadAsync(m => chatId is null || m.ChatId == chatId ? 0 : null, resolve: true, cancellationToken);

    /// <inheritdoc/>
    public override async IAsyncEnumerable<HistoryMessage> MessagesByChatAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChatOrder order = await ChatOrder.OfAsync(this, cancellationToken);
        await foreach (HistoryMessage message in ReadAsync(m => order.PlaceOf(m.ChatId), resolve: true, cancellationToken))
        {
            yield return message;
        }
    }

    /// <inheritdoc/>
    public override ValueTask<Stream?> OpenAttachmentAsync(HistoryMessage message, Attachment attachment, CancellationToken cancellationToken) =>
        _contents.TryOpenAsync(attachment, cancellationToken);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        _contents.Dispose();
        _opened.Dispose();
        return base.DisposeAsync();
    }

    private async IAsyncEnumerable<HistoryMessage> ReadAsync(
        Func<Message, uint?> place, bool resolve, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string app = _opened.Source.Format.App;
        using SortedSpool spool = new(_options.ScratchFolder);
        using RecordCodec codec = new();
        Fill(spool, place, codec, cancellationToken);
        byte[] last = [];
        foreach (SpoolEntry entry in spool.Read())
        {
            if (entry.Key.Span.SequenceEqual(last))
            {
                continue;
            }

            last = entry.Key.ToArray();
            Message message = RecordCodec.Decode(HistoryKey.WithVersion(last.AsSpan(sizeof(uint)), 0), entry.Payload.Span).Message;
            if (resolve && message.Attachments.Count > 0)
            {
                message = await _attachments.ResolveAsync(message, cancellationToken);
            }

            yield return new HistoryMessage(MessageIdentity.IdOf(app, last.AsSpan(sizeof(uint)), message), message, null);
        }
    }

    private void Fill(SortedSpool spool, Func<Message, uint?> place, RecordCodec? codec, CancellationToken cancellationToken)
    {
        string app = _opened.Source.Format.App;
        byte[] key = new byte[sizeof(uint) + HistoryKey.MaxStemBytes];
        foreach (Message message in _reader.ReadMessages(cancellationToken))
        {
            int stem = HistoryKey.WriteStem(app, message, key.AsSpan(sizeof(uint)));
            if (stem > 0 && place(message) is uint chat)
            {
                BinaryPrimitives.WriteUInt32BigEndian(key, chat);
                spool.Add(key.AsSpan(0, sizeof(uint) + stem), codec is null ? [] : codec.Encode(message, 0).Span);
            }
        }
    }
}
