using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android;

/// <content>What ties a message to people and to other messages.</content>
internal sealed partial class MessageComposer
{
    private readonly List<PollOption> _options = [];
    private readonly List<Vote> _votes = [];

    private Quote? ReadQuote(MessageRow row, MessagePass pass)
    {
        if (pass.Quoted.MoveTo(row.Id))
        {
            SqliteStatement quoted = pass.Quoted.Row;
            string? text = quoted.TextOrNull(4);
            if (string.IsNullOrEmpty(text) && pass.QuotedMedia.MoveTo(row.Id))
            {
                text = pass.QuotedMedia.Row.TextOrNull(1) is { Length: > 0 } caption ? caption : pass.QuotedMedia.Row.TextOrNull(2);
            }

            string? sender = quoted.Integer(2) != 0 ? accountId : row.Chat.Peer ?? jids.FindPerson(quoted.Integer(3));
            return new Quote(quoted.Text(1) is { Length: > 0 } id ? id : null, sender, string.IsNullOrEmpty(text) ? null : text);
        }

        return row.Legacy is { } legacy && legacy.QuotedRow > 0 ? legacyQuotes?.Find(legacy.QuotedRow, row.Chat, jids, accountId) : null;
    }

    private List<string>? ReadMentions(MessageRow row, MessagePass pass)
    {
        if (pass.Mention.MoveTo(row.Id))
        {
            return ReadIds(pass.Mention, row.Id);
        }

        if (row.Legacy is not { } legacy || legacy.MentionedJids is not { Length: > 0 } mentioned)
        {
            return null;
        }

        List<string> ids = [];
        foreach (string raw in mentioned.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            AddId(ids, jids.Find(raw) is { } id && Jid.IsPerson(id) ? id : null);
        }

        return ids;
    }

    // A later reaction of the same person takes the place of the earlier one; an empty one takes it back. Of whom nothing is
    // known, two may be two people.
    private List<Reaction>? ReadReactions(MessageRow row, MessagePass pass)
    {
        SideCursor cursor = pass.Reaction;
        if (!cursor.MoveTo(row.Id))
        {
            return null;
        }

        List<Reaction> newest = [];
        int ownAt = -1;
        do
        {
            SqliteStatement reaction = cursor.Row;
            bool own = reaction.Integer(1) != 0;
            string? sender = own ? accountId : row.Chat.Peer ?? jids.FindPerson(reaction.Integer(2));
            Reaction read = new(sender, reaction.Text(3), Time(reaction.Integer(4)) ?? Time(reaction.Integer(5)));
            int before = own ? ownAt : sender is null ? -1 : newest.FindIndex(other => other.SenderId == sender);
            if (before < 0 && newest.Count < WhatsAppLimits.MaxItemsOfMessage)
            {
                newest.Add(read);
                ownAt = own ? newest.Count - 1 : ownAt;
            }
            else if (before >= 0 && (read.AtMillis ?? 0) >= (newest[before].AtMillis ?? 0))
            {
                newest[before] = read;
            }
        }
        while (cursor.MoveNext(row.Id));

        newest.RemoveAll(reaction => reaction.Emoji.Length == 0);
        newest.Sort((left, right) => (left.AtMillis ?? 0, left.SenderId ?? "").CompareTo((right.AtMillis ?? 0, right.SenderId ?? "")));
        return newest;
    }

    private PollBody ReadPoll(MessageRow row, MessagePass pass, string? question)
    {
        _votes.Clear();
        for (bool there = pass.Vote.MoveTo(row.Id); there; there = pass.Vote.MoveNext(row.Id))
        {
            SqliteStatement vote = pass.Vote.Row;
            string? voter = vote.Integer(1) != 0 ? accountId : row.Chat.Peer ?? jids.FindPerson(vote.Integer(2));
            if (voter is not null && _votes.Count < WhatsAppLimits.MaxItemsOfMessage)
            {
                _votes.Add(new Vote(voter, vote.IsNull(3) ? null : vote.Integer(3), vote.Integer(4), vote.IsNull(5) ? vote.Integer(6) : vote.Integer(5)));
            }
        }

        Dictionary<string, Vote> newest = new(StringComparer.Ordinal);
        foreach (Vote vote in _votes)
        {
            if (!newest.TryGetValue(vote.Voter, out Vote other) || (vote.AtMillis, vote.AddOn).CompareTo((other.AtMillis, other.AddOn)) > 0)
            {
                newest[vote.Voter] = vote;
            }
        }

        _options.Clear();
        for (bool there = pass.PollOption.MoveTo(row.Id); there; there = pass.PollOption.MoveNext(row.Id))
        {
            if (_options.Count < WhatsAppLimits.MaxItemsOfMessage)
            {
                _options.Add(new PollOption(pass.PollOption.Row.Text(2), VotersOf(pass.PollOption.Row.Integer(1), newest)));
            }
        }

        return new PollBody(question, _options.ToArray());
    }

    // Each vote of a person says all of that person's choices, so only those of the newest vote count.
    private List<string> VotersOf(long option, Dictionary<string, Vote> newest)
    {
        List<string> voters = [];
        foreach (Vote vote in _votes)
        {
            if (vote.Option == option && newest[vote.Voter].AddOn == vote.AddOn)
            {
                AddId(voters, vote.Voter);
            }
        }

        return voters;
    }

    // An edited message's row goes on under the id of the edit; the id it was sent with is kept beside it.
    private static long? ReadEdit(MessageRow row, MessagePass pass, ref string? nativeId)
    {
        if (!pass.Edited.MoveTo(row.Id))
        {
            return null;
        }

        nativeId = pass.Edited.Row.Text(1) is { Length: > 0 } original ? original : nativeId;
        return Time(pass.Edited.Row.Integer(2));
    }

    private long? ReadRevocation(MessageRow row, MessagePass pass, MessageKind kind, ref string? nativeId)
    {
        if (kind != MessageKind.Revoked || !pass.Revoked.MoveTo(row.Id))
        {
            return null;
        }

        SqliteStatement revoked = pass.Revoked.Row;
        nativeId = revoked.Text(1) is { Length: > 0 } original ? original : nativeId;
        if (revoked.Integer(3) > 0)
        {
            _raw.Add("admin", jids.FindPerson(revoked.Integer(3)));
        }

        return Time(revoked.Integer(2));
    }

    private static long? ReadExpiry(MessageRow row, MessagePass pass) =>
        pass.Ephemeral.MoveTo(row.Id) && pass.Ephemeral.Row.Integer(2) != 1 ? Time(pass.Ephemeral.Row.Integer(1)) : null;

    private readonly record struct Vote(string Voter, long? Option, long AddOn, long AtMillis);
}
