namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>
/// Makes of a message what the store will have of it. What the store cannot hold is noted as a loss. The tables are those of
/// docs/formats/whatsapp-mapping.md.
/// </summary>
internal sealed partial class DraftComposer(WriterTarget target, SessionDirectory sessions, StoreConventions conventions, MediaFolder media, CallHistory? calls)
{
    private readonly string? _owner = target.Source.Id;
    private readonly string _platform = target.Source.Platform;
    private readonly LossList _losses = target.Losses;

    /// <summary>The draft that was made last.</summary>
    public MessageDraft Draft { get; } = new();

    /// <summary>Makes the draft of a message; false where the store has no place for it, which is noted.</summary>
    public async ValueTask<bool> ComposeAsync(Session session, Message message, string stanzaId, IAttachmentContents contents, CancellationToken cancellationToken)
    {
        Draft.Clear();
        Draft.FromMe = message.Outgoing ?? (message.SenderId is not null && message.SenderId == _owner);
        if (!ComposeBody(session, message, stanzaId))
        {
            return false;
        }

        if (IosMessageTypes.IsMedia(message.Kind))
        {
            await ComposeFileAsync(session, message, stanzaId, contents, cancellationToken);
        }
        else if (message.Attachments.Count > 0)
        {
            _losses.Add(message.Kind, IosLosses.FurtherFiles);
        }

        ComposeSender(session, message);
        ComposeRelations(message);
        NoteTimes(message);
        return true;
    }

    private bool ComposeBody(Session session, Message message, string stanzaId)
    {
        Draft.Text = string.IsNullOrEmpty(message.Text) ? null : message.Text;
        if (Draft.Text is not null && (IosMessageTypes.HasNoText(message.Kind) || message.Kind == MessageKind.LiveLocation))
        {
            _losses.Add(message.Kind, IosLosses.Words);
            Draft.Text = null;
        }

        switch (message.Kind)
        {
            case MessageKind.Text:
                Draft.Type = IosMessageTypes.Text;
                return Draft.Text is not null || Lose(message, IosLosses.Empty);
            case MessageKind.Link:
                ComposeLink(message);
                return Draft.Text is not null || Lose(message, IosLosses.Empty);
            case MessageKind.Location or MessageKind.LiveLocation:
                ComposePlace(message);
                return true;
            case MessageKind.Contact:
                ComposeCards(message);
                return true;
            case MessageKind.Poll:
                ComposePoll(message);
                return true;
            case MessageKind.Call:
                ComposeCall(session, message, stanzaId);
                return true;
            case MessageKind.System:
                ComposeEvent(session, message);
                return true;
            case MessageKind.Revoked:
                ComposeRevocation(message);
                return true;
            default:
                return ComposeOther(message);
        }
    }

    // Files, and what has no kind of its own here.
    private bool ComposeOther(Message message)
    {
        int? special = SourceCodes.Number(message.Raw, "type") is { } rawType ? SourceCodes.TypeOf(_platform, message.Kind, rawType) : null;
        if (special is null && IosMessageTypes.TypeOf(message.Kind) is { } type)
        {
            special = type;
        }

        if (special is { } known)
        {
            Draft.Type = known;
            return true;
        }

        Draft.Type = IosMessageTypes.Text;
        if (Draft.Text is null)
        {
            return Lose(message, IosLosses.UnknownKind);
        }

        _losses.Add(message.Kind, IosLosses.UnknownKindAsText);
        return true;
    }

    private void ComposeSender(Session session, Message message)
    {
        if (message.Outgoing is null && !Draft.FromMe && message.Kind is not MessageKind.System)
        {
            _losses.Add(message.Kind, IosLosses.DirectionUnknown);
        }

        if (Draft.FromMe || !session.HasMembers || message.Kind == MessageKind.System)
        {
            return;
        }

        if (message.SenderId is { } sender && Jid.IsPerson(sender))
        {
            Draft.MemberRow = sessions.MemberOf(session, sender);
        }
        else
        {
            _losses.Add(message.Kind, IosLosses.SenderUnknown);
        }
    }

    private void NoteTimes(Message message)
    {
        if (message.ReceivedAtMillis is not null && message.ReceivedAtMillis != message.SentAtMillis)
        {
            _losses.Add(message.Kind, IosLosses.ReceivedAt);
        }

        if (message.EditedAtMillis is not null)
        {
            _losses.Add(message.Kind, IosLosses.EditedAt);
        }

        if (message.RevokedAtMillis is not null)
        {
            _losses.Add(message.Kind, message.Kind == MessageKind.Revoked ? IosLosses.RevokedAt : IosLosses.RevokedLater);
        }

        if (message.ExpiresAtMillis is not null)
        {
            _losses.Add(message.Kind, IosLosses.ExpiresAt);
        }

        if (message.Status == MessageStatus.Played)
        {
            _losses.Add(message.Kind, IosLosses.Played);
        }
    }

    private bool Lose(Message message, string why)
    {
        _losses.Add(message.Kind, why);
        return false;
    }
}
