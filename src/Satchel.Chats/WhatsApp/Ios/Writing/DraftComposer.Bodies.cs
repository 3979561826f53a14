using System.Globalization;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <content>What a message has in place of a text.</content>
internal sealed partial class DraftComposer
{
    private void ComposeLink(Message message)
    {
        Draft.Type = IosMessageTypes.Text;
        if (message.Body is LinkBody link)
        {
            Draft.Type = IosMessageTypes.Link;
            Draft.Link = link;
            Draft.Text ??= link.Url;
        }
    }

    private void ComposePlace(Message message)
    {
        Draft.Type = IosMessageTypes.Location;
        Draft.HasMedia = true;
        if (message.Kind == MessageKind.LiveLocation)
        {
            _losses.Add(message.Kind, IosLosses.LiveLocation);
        }

        if (message.Body is not LocationBody place)
        {
            return;
        }

        Draft.Latitude = place.Latitude;
        Draft.Longitude = place.Longitude;
        Draft.CardText = string.Create(CultureInfo.InvariantCulture, $"{place.Latitude:R};{place.Longitude:R}");
        Draft.Title = place.Address is null ? place.Name : $"{place.Name}\n{place.Address}";
    }

    private void ComposeCards(Message message)
    {
        Draft.Type = IosMessageTypes.Contact;
        Draft.HasMedia = true;
        if (message.Body is ContactsBody { Contacts: { Count: > 0 } cards })
        {
            Draft.CardText = string.Join(IosMedia.CardSeparator, cards.Select(card => card.Vcard ?? CardOf(card.Name)));
            Draft.CardName = string.Join(IosMedia.NameSeparator, cards.Select(card => card.Name ?? (card.Vcard is { } vcard ? Vcard.NameIn(vcard) : null) ?? ""));
        }
    }

    // A card of which the source has no more than the name.
    private static string CardOf(string? name)
    {
        string escaped = (name ?? "")
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace(",", "\\,", StringComparison.Ordinal)
            .Replace(";", "\\;", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
        return $"BEGIN:VCARD\nVERSION:3.0\nFN:{escaped}\nEND:VCARD";
    }

    private void ComposePoll(Message message)
    {
        Draft.Type = IosMessageTypes.Poll;
        Draft.Text = message.Body is PollBody { Question.Length: > 0 } poll ? poll.Question : null;
    }

    private void ComposeRevocation(Message message)
    {
        Draft.Type = IosMessageTypes.Revoked;
        Draft.HasMedia = true;
        Draft.CardText = SourceCodes.Text(message.Raw, "admin") ?? message.SenderId;
    }

    private void ComposeCall(Session session, Message message, string stanzaId)
    {
        CallBody call = message.Body as CallBody ?? new CallBody(null, null, null);
        Draft.Type = IosMessageTypes.Call;
        Draft.EventCode = call.Outcome switch
        {
            CallOutcome.Answered => 2,
            CallOutcome.Declined => 4,
            CallOutcome.Missed => 5,
            _ => 0,
        };
        if (_platform == "ios" && SourceCodes.Number(message.Raw, "event") is { } code and > 0 and <= int.MaxValue)
        {
            Draft.Type = SourceCodes.Number(message.Raw, "type") == IosMessageTypes.Notice ? IosMessageTypes.Notice : IosMessageTypes.Call;
            Draft.EventCode = (int)code;
        }

        if (call.Outcome is not null && IosEvents.CodeOf(call.Outcome) is null)
        {
            _losses.Add(message.Kind, IosLosses.CallOutcome);
        }

        if (calls is not null)
        {
            calls.Add(session, message, call, Draft.FromMe, stanzaId);
        }
        else if (call.Outcome == CallOutcome.Missed && call.Video is { } video)
        {
            // The notice of a missed call tells by itself which it was.
            Draft.Type = IosMessageTypes.Notice;
            Draft.EventCode = video ? 4 : 1;
        }
        else if (call.Video is not null || call.DurationSeconds > 0)
        {
            _losses.Add(message.Kind, IosLosses.CallDetails);
        }
    }

    private void ComposeEvent(Session session, Message message)
    {
        SystemBody body = message.Body as SystemBody ?? new SystemBody(SystemEvent.Other, null, [], null);
        (int Type, int Code)? code = CodeOf(message, body);
        if (code is null)
        {
            _losses.Add(message.Kind, IosLosses.UnknownEvent);
        }

        // A notice without a code of its own stays in its place with what it says and who acted.
        (Draft.Type, Draft.EventCode) = code ?? (session.HasMembers ? IosMessageTypes.GroupEvent : IosMessageTypes.Notice, 0);
        ComposeWords(message, body);
        ComposeActor(session, message, body);
        if (body.Event == SystemEvent.GroupCreated && body.Actor is { } creator && session.HasMembers)
        {
            sessions.SetCreator(session, creator);
        }
    }

    private (int Type, int Code)? CodeOf(Message message, SystemBody body)
    {
        if (_platform == "ios" && SourceCodes.Number(message.Raw, "type") is { } type and >= 0 and <= int.MaxValue)
        {
            return ((int)type, (int)Math.Clamp(SourceCodes.Number(message.Raw, "event") ?? 0, 0, int.MaxValue));
        }

        if (_platform == "android" && SourceCodes.Number(message.Raw, "action") is { } action
            && SourceCodes.EventOfAction(action, SourceCodes.Truth(message.Raw, "blocked")) is { } byAction)
        {
            return byAction;
        }

        if (SourceCodes.Number(message.Raw, "type") is { } rawType && SourceCodes.TypeOf(_platform, message.Kind, rawType) is { } byType)
        {
            return (byType, 0);
        }

        return IosEvents.CodeOf(body.Event);
    }

    // A group's event names those it is about in its text; any other text is what it says.
    private void ComposeWords(Message message, SystemBody body)
    {
        bool namesPeople = Draft.Type == IosMessageTypes.GroupEvent && body.Event != SystemEvent.TitleChanged && body.Subjects.Count > 0;
        Draft.Text = namesPeople ? string.Join(',', body.Subjects) : string.IsNullOrEmpty(body.Text) ? null : body.Text;
        if (namesPeople && !string.IsNullOrEmpty(body.Text))
        {
            _losses.Add(message.Kind, IosLosses.EventText);
        }
        else if (!namesPeople && body.Subjects.Count > 0)
        {
            _losses.Add(message.Kind, IosLosses.EventSubjects);
        }
    }

    // The member of the group is who acted; but of an event that is done to members and names nobody, it is to whom.
    private void ComposeActor(Session session, Message message, SystemBody body)
    {
        if (body.Actor is not { } actor)
        {
            return;
        }

        bool isToMember = IosEvents.IsDoneToMembers(IosEvents.EventOf(Draft.Type, Draft.EventCode)) && body.Subjects.Count == 0;
        if (session.HasMembers && Jid.IsPerson(actor) && !isToMember)
        {
            Draft.MemberRow = sessions.MemberOf(session, actor);
        }
        else
        {
            _losses.Add(message.Kind, IosLosses.EventActor);
        }
    }

    private void ComposeRelations(Message message)
    {
        ComposeMetadata(message);
        List<IosReaction> reactions = [];
        foreach (Reaction reaction in message.Reactions)
        {
            bool isOwn = reaction.SenderId is null || reaction.SenderId == _owner;
            reactions.Add(new IosReaction("", isOwn ? null : reaction.SenderId, reaction.Emoji, reaction.AtMillis));
        }

        IosPoll? poll = message.Body is PollBody body && Draft.Type == IosMessageTypes.Poll ? PollOf(body) : null;
        if (reactions.Count > 0 || poll is not null)
        {
            Draft.ReceiptInfo = new IosReceiptInfo(reactions, poll).Encode();
        }
    }

    private void ComposeMetadata(Message message)
    {
        long score = message.Forwarded ? SourceCodes.Number(message.Raw, "forwardScore") ?? 0 : 0;
        if (message.ReplyTo is null && message.Mentions.Count == 0 && score == 0)
        {
            return;
        }

        Draft.HasMedia = true;
        Draft.Metadata = new IosMetadata
        {
            IsReply = message.ReplyTo is not null,
            QuotedId = message.ReplyTo?.NativeId,
            QuotedSender = message.ReplyTo?.SenderId,
            QuotedText = message.ReplyTo?.Text,
            Mentions = message.Mentions,
            ForwardScore = score,
        }.Encode();
    }

    private IosPoll PollOf(PollBody poll)
    {
        Dictionary<string, List<int>> choices = new(StringComparer.Ordinal);
        for (int i = 0; i < poll.Options.Count; i++)
        {
            foreach (string voter in poll.Options[i].Voters)
            {
                if (!choices.TryGetValue(voter, out List<int>? chosen))
                {
                    choices[voter] = chosen = [];
                }

                chosen.Add(i);
            }
        }

        return new IosPoll(
            poll.Question,
            [.. poll.Options.Select(option => option.Text)],
            [.. choices.Select(choice => new IosVote(choice.Key == _owner ? null : choice.Key, choice.Value, choice.Key == _owner))]);
    }
}
