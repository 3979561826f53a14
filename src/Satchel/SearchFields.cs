using Satchel.Chats;

namespace Satchel;

/// <summary>What of a message is searched: docs/commands.md names the same.</summary>
internal static class SearchFields
{
    /// <summary>The fields that are there, in the order that a hit is shown from.</summary>
    public static IEnumerable<string> Of(Message message)
    {
        if (message.Text is not null)
        {
            yield return message.Text;
        }

        foreach (Attachment attachment in message.Attachments)
        {
            if (attachment.Name is not null)
            {
                yield return attachment.Name;
            }
        }

        foreach (string? field in OfBody(message.Body))
        {
            if (field is not null)
            {
                yield return field;
            }
        }
    }

    private static IEnumerable<string?> OfBody(MessageBody? body) => body switch
    {
        LinkBody link => [link.Title, link.Description, link.Url],
        ContactsBody contacts => contacts.Contacts.Select(c => c.Name),
        LocationBody place => [place.Name, place.Address],
        PollBody poll => poll.Options.Select(o => (string?)o.Text).Prepend(poll.Question),
        SystemBody system => [system.Text],
        CallBody or null => [],
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
