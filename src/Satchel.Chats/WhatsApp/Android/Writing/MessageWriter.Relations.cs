namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <content>What ties a message to people and to other messages.</content>
internal sealed partial class MessageWriter
{
    // message_add_on.message_add_on_type.
    private const int ReactionAddOn = 56;
    private const int PollVote = 67;

    private void WriteRelations(MessageDraft draft)
    {
        Message message = draft.Message;
        if (message.ReplyTo is { } quote)
        {
            WriteQuote(draft, quote);
        }

        if (message.Mentions.Count > 0)
        {
            WriteMentions(draft);
        }

        if (message.Reactions.Count > 0)
        {
            WriteReactions(draft);
        }

        if (message.Forwarded)
        {
            _tables.Forwarded.Add(draft.Row).Add(draft.Raw.Number("forwardScore") ?? 1).Insert();
        }

        if (message.EditedAtMillis is { } edited)
        {
            NoteOlder(draft, _tables.Edited);
            _tables.Edited.Add(draft.Row).Add(draft.Key).Add(edited).Add(edited).Insert();
        }

        if (message.Kind == MessageKind.Revoked)
        {
            _tables.Revoked.Add(draft.Row).Add(draft.Key).Add(AdminRow(draft)).Add(message.RevokedAtMillis).Insert();
        }
        else if (message.RevokedAtMillis is not null)
        {
            losses.Add(message.Kind, AndroidLosses.RevokedLater);
        }

        if (message.ExpiresAtMillis is { } expires)
        {
            NoteOlder(draft, _tables.Ephemeral);
            _tables.Ephemeral.Add(draft.Row).Add(Math.Max(0, (expires - message.SentAtMillis) / 1000)).Add(expires).Insert();
        }
    }

    private long? AdminRow(MessageDraft draft) => draft.Raw.Text("admin") is { Length: > 0 } admin ? jids.Row(admin) : null;

    // A copy of what is quoted; what only the original tells is added when every message is there.
    private void WriteQuote(MessageDraft draft, Quote quote)
    {
        bool isOwn = quote.SenderId is { } quoted ? IsOwner(quoted) : source.Id is null && quote.NativeId is null;
        long sender = quote.SenderId is null && quote.NativeId is not null ? QuotedOriginals.UnknownSender
            : isOwn || draft.Chat.Peer is not null ? 0
            : jids.RowOrNone(quote.SenderId);
        _tables.Quoted.Add(draft.Row).Add(draft.Chat.Row).Add(draft.Chat.Row).Add(isOwn).Add(sender).Add(quote.NativeId ?? "")
            .Add((long?)null).Add(MessageTypes.Text).Add(0).Add(quote.Text).Insert();
    }

    private void WriteMentions(MessageDraft draft)
    {
        HashSet<long> mentioned = [];
        foreach (string id in draft.Message.Mentions)
        {
            long row = jids.RowOrNone(id);
            if (row != 0 && mentioned.Add(row))
            {
                _tables.Mention.Add(store.NextRow("message_mentions")).Add(draft.Row).Add(row).Insert();
            }
        }
    }

    private void WriteReactions(MessageDraft draft)
    {
        if (!_tables.AddOn.Exists || !_tables.Reaction.Exists)
        {
            losses.Add(draft.Message.Kind, AndroidLosses.OlderApp);
            return;
        }

        // Nobody's name is the owner's where the owner is not known; but the owner has one reaction.
        bool ownIsThere = false;
        for (int i = 0; i < draft.Message.Reactions.Count; i++)
        {
            Reaction reaction = draft.Message.Reactions[i];
            bool own = reaction.SenderId is { } sender ? IsOwner(sender) : source.Id is null && !ownIsThere;
            ownIsThere |= own;
            long addOn = WriteAddOn(draft, ReactionAddOn, own, reaction.SenderId, reaction.AtMillis, i);
            _tables.Reaction.Add(addOn).Add(reaction.Emoji).Add(reaction.AtMillis).Insert();
        }
    }

    private long WriteAddOn(MessageDraft draft, int type, bool own, string? sender, long? millis, int place)
    {
        long row = store.NextRow("message_add_on");
        string key = KnownMessages.MakeKey($"{draft.Key}\n{type}\n{place}\n{sender}");
        _tables.AddOn.Add(row).Add(draft.Chat.Row).Add(own).Add(key).Add(own || draft.Chat.Peer is not null ? 0 : jids.RowOrNone(sender))
            .Add(draft.Row).Add(millis).Add(type).Insert();
        return row;
    }

    private void NoteOlder(MessageDraft draft, RowInsert table)
    {
        if (!table.Exists)
        {
            losses.Add(draft.Message.Kind, AndroidLosses.OlderApp);
        }
    }
}
