namespace Satchel.Chats.WhatsApp.Ios;

/// <content>What ties a message to people and to other messages.</content>
internal sealed partial class IosComposer
{
    private void ReadMetadata(ReadOnlySpan<byte> blob, ref bool forwarded, ref Quote? reply, ref IReadOnlyList<string> mentions)
    {
        if (IosMetadata.Read(blob) is not { } metadata)
        {
            // A property list of 2017, or damage: kept as it is.
            if (blob.Length <= IosLimits.MaxRawBytes)
            {
                _raw.Add("metadata", Convert.ToBase64String(blob));
            }

            return;
        }

        if (metadata.ForwardScore > 0)
        {
            forwarded = true;
            if (metadata.ForwardScore >= ForwardedManyTimes)
            {
                _raw.Add("forwardScore", metadata.ForwardScore);
            }
        }

        if (metadata.IsReply)
        {
            reply = new Quote(metadata.QuotedId, metadata.QuotedSender is { } sender ? people.FindPerson(sender) : null, metadata.QuotedText);
        }

        if (metadata.Mentions.Count > 0)
        {
            List<string> ids = [];
            foreach (string mention in metadata.Mentions)
            {
                if (people.FindPerson(mention) is { } id)
                {
                    AddId(ids, id);
                }
            }

            mentions = ids;
        }
    }

    // A later reaction of the same person takes the place of the earlier one; an empty one takes it back.
    private List<Reaction> ReadReactions(IosRow row, IReadOnlyList<IosReaction> stored)
    {
        List<Reaction> newest = [];
        int ownAt = -1;
        foreach (IosReaction reaction in stored)
        {
            string? person = reaction.Sender is { } raw ? people.FindPerson(raw) : null;
            bool own = reaction.Sender is null || (person is not null && person == accountId);
            string? sender = own ? accountId : row.Session.Chat.Peer ?? person;
            Reaction read = new(sender, reaction.Emoji, reaction.AtMillis);
            int before = own ? ownAt : sender is null ? -1 : newest.FindIndex(other => other.SenderId == sender);
            if (before < 0)
            {
                newest.Add(read);
                ownAt = own ? newest.Count - 1 : ownAt;
            }
            else if ((read.AtMillis ?? 0) >= (newest[before].AtMillis ?? 0))
            {
                newest[before] = read;
            }
        }

        newest.RemoveAll(reaction => reaction.Emoji.Length == 0);
        newest.Sort((left, right) => (left.AtMillis ?? 0, left.SenderId ?? "").CompareTo((right.AtMillis ?? 0, right.SenderId ?? "")));
        return newest;
    }
}
