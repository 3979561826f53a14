namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>Makes the rows of a message.</summary>
internal sealed partial class MessageWriter(TargetStore store, TargetJids jids, AddOnFlags flags, LossList losses, Account source) : IDisposable
{
    // What is not told of an own message: it reached whom it was sent to.
    private const int DeliveredStatus = 5;
    private const int SystemStatus = 6;

    private static readonly StoredMedia NoMedia = new(new Attachment { Missing = true }, null, IsThere: false, null, null, null);

    private readonly MessageTables _tables = new(store);
    private readonly string? _accountId = source.Id is null ? null : jids.Resolve(source.Id);

    /// <inheritdoc/>
    public void Dispose() => _tables.Dispose();

    /// <summary>Writes the rows of a message.</summary>
    public void Write(MessageDraft draft)
    {
        Message message = draft.Message;
        SystemBody? system = message.Kind == MessageKind.System ? message.Body as SystemBody : null;
        WriteRow(draft, system);
        switch (message.Body)
        {
            case LinkBody link:
                WriteLink(draft, link);
                break;
            case LocationBody location:
                WriteLocation(draft, location);
                break;
            case ContactsBody contacts:
                WriteContacts(draft, contacts);
                break;
            case PollBody poll:
                WritePoll(draft, poll);
                break;
            case CallBody call:
                WriteCall(draft, call);
                break;
            case SystemBody happened:
                WriteSystem(draft, happened);
                break;
        }

        if (draft.Media is { } media)
        {
            WriteMedia(draft, media);
        }
        else if (MessageTypes.IsMedia(MessageTypes.KindOf(draft.Type)))
        {
            WriteMedia(draft, NoMedia);   // the app looks for the row of each message of such a type
        }

        WriteRelations(draft);
        if (message.Raw is not null)
        {
            WriteSpecial(draft);
        }
    }

    /// <summary>Whether the owner sent a message.</summary>
    public bool IsFromMe(Message message) => message.Outgoing ?? (message.SenderId is { } sender && IsOwner(sender));

    private void WriteRow(MessageDraft draft, SystemBody? system)
    {
        Message message = draft.Message;
        _tables.Message
            .Add(draft.Row)
            .Add(draft.Chat.Row)
            .Add(draft.FromMe)
            .Add(draft.Key)
            .Add(SenderRow(draft, system))
            .Add(StatusOf(draft))
            .Add(message.Forwarded ? 1L : 0L)
            .Add(message.Kind == MessageKind.Voice ? 1L : 0L)
            .Add(message.SentAtMillis)
            .Add(message.ReceivedAtMillis ?? 0)
            .Add(draft.FromMe ? message.SentAtMillis : -1)
            .Add(draft.Type)
            .Add(TextOf(draft, system))
            .Add(message.Starred)
            .Add(FlagsOf(message))
            .Add(message.Raw is null ? 0 : draft.Raw.Number("viewMode") ?? 0)
            .Add(draft.Row)
            .Insert();
    }

    // In a chat of two the row says only which of the two; a system row names who acted.
    private long SenderRow(MessageDraft draft, SystemBody? system)
    {
        Message message = draft.Message;
        if (system is not null)
        {
            return jids.RowOrNone(system.Actor ?? (draft.FromMe || draft.Chat.Peer is not null ? null : message.SenderId));
        }

        if (draft.FromMe)
        {
            return 0;
        }

        if (draft.Chat.Peer is null)
        {
            return jids.RowOrNone(message.SenderId);
        }

        if (message.SenderId is { } sender && sender != draft.Chat.Peer && jids.Resolve(sender) != draft.Chat.Peer)
        {
            losses.Add(message.Kind, AndroidLosses.SenderUnknown);
        }

        return 0;
    }

    private string? TextOf(MessageDraft draft, SystemBody? system) => draft.Message.Body switch
    {
        PollBody poll => poll.Question,
        SystemBody => system?.Text,
        _ when MessageTypes.HasNoText(draft.Message.Kind) => null,
        _ when draft.Message.Kind == MessageKind.Document && draft.Media is not null && HasCaptions => null,
        _ => draft.Message.Text,
    };

    private bool HasCaptions => store.Has("message_media", "media_caption");

    private long FlagsOf(Message message) =>
        (message.Reactions.Count > 0 ? flags.OfReactions : 0) | (message.Kind == MessageKind.Poll ? flags.OfVotes : 0);

    private static long StatusOf(MessageDraft draft)
    {
        MessageStatus? status = draft.Message.Status;
        return (draft.Message.Kind, draft.FromMe) switch
        {
            (MessageKind.System, _) => SystemStatus,
            (_, false) => status == MessageStatus.Played ? 10 : 0,
            _ => status switch
            {
                MessageStatus.Pending => 0,
                MessageStatus.Sent => 4,
                MessageStatus.Delivered => 5,
                MessageStatus.Read => 13,
                MessageStatus.Played => 8,
                MessageStatus.Failed => 20,
                _ => DeliveredStatus,
            },
        };
    }

    private bool IsOwner(string id) => _accountId is not null && (id == _accountId || jids.Resolve(id) == _accountId);
}
