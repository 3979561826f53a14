namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>Collects whom the blobs of messages name.</summary>
internal sealed class IosNamedPeople(IosPeople people, HashSet<string> into)
{
    /// <summary>Those of <c>ZMETADATA</c>.</summary>
    public void AddMetadata(ReadOnlySpan<byte> stored)
    {
        if (IosMetadata.Read(stored) is not { } metadata)
        {
            return;
        }

        Add(metadata.QuotedSender);
        foreach (string mention in metadata.Mentions)
        {
            Add(mention);
        }
    }

    /// <summary>Those of <c>ZRECEIPTINFO</c>.</summary>
    public void AddReceipts(ReadOnlySpan<byte> stored)
    {
        IosReceiptInfo info = IosReceiptInfo.Read(stored);
        foreach (IosReaction reaction in info.Reactions)
        {
            Add(reaction.Sender);
        }

        foreach (IosVote vote in info.Poll?.Votes ?? [])
        {
            Add(vote.Voter);
        }
    }

    /// <summary>One as stored.</summary>
    public void Add(string? stored)
    {
        if (stored is not null && people.FindPerson(stored) is { } id)
        {
            into.Add(id);
        }
    }
}
