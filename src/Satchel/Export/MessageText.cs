using System.Globalization;
using System.Text;
using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Exports;

/// <summary>Says a message in plain text, whatever it is.</summary>
internal sealed class MessageText(ExportSession session)
{
    private readonly ExportStrings _strings = session.Strings;

    /// <summary>The whole message: what it is, its text, its files, what happened to it.</summary>
    public async ValueTask<string> OfAsync(HistoryMessage message, CancellationToken cancellationToken)
    {
        Message content = message.Message;
        var text = new StringBuilder();
        if (content.Forwarded)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{_strings.Forwarded}] ");
        }

        if (content.ReplyTo is Quote quote)
        {
            text.Append(CultureInfo.InvariantCulture, $"> {(quote.SenderId is string sender ? session.Names.Of(sender) + ": " : "")}{quote.Text?.ReplaceLineEndings(" ")}\n");
        }

        foreach (Attachment attachment in content.Attachments)
        {
            string? file = session.Media is null ? null : await session.Media.SaveAsync(session.View, message, attachment, cancellationToken).ConfigureAwait(false);
            string name = attachment.Name ?? Path.GetFileName(attachment.Path) ?? "";
            text.Append(CultureInfo.InvariantCulture, $"<{_strings.Kind(content.Kind)}{(name.Length > 0 ? ": " + name : "")}{(attachment.Missing ? $" ({_strings.NotThere})" : "")}{(file is null ? "" : " → " + file)}>\n");
        }

        if (content.Text is string own)
        {
            text.Append(own);
        }
        else if (content.Attachments.Count == 0 || content.Body is not null)
        {
            text.Append(BodyOf(content));
        }

        AppendMarks(text, message);
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>What a message has beyond its text; the name of its kind where it has nothing.</summary>
    public string BodyOf(Message message) => message.Body switch
    {
        LocationBody location => string.Create(CultureInfo.InvariantCulture, $"{_strings.Kind(message.Kind)}: {Joined(location.Name, location.Address)} ({location.Latitude}, {location.Longitude})"),
        ContactsBody contacts => $"{_strings.Kind(message.Kind)}: {string.Join(", ", contacts.Contacts.Select(card => card.Name))}",
        LinkBody link => Joined(link.Title, link.Url),
        PollBody poll => $"{_strings.Kind(message.Kind)}: {poll.Question}{string.Concat(poll.Options.Select(option => $"\n- {option.Text} ({option.Voters.Count})"))}",
        CallBody call => _strings.Call(call),
        SystemBody system => SystemText(system),
        _ => message.Kind == MessageKind.Revoked ? _strings.WasDeleted : $"<{_strings.Kind(message.Kind)}>",
    };

    /// <summary>What happened, as a sentence.</summary>
    public string SystemText(SystemBody system) => _strings.System(
        system,
        system.Actor is string actor ? session.Names.Of(actor) : null,
        string.Join(_strings.ListSeparator, system.Subjects.Select(session.Names.Of)));

    private static string Joined(params string?[] parts) => string.Join(", ", parts.Where(part => !string.IsNullOrWhiteSpace(part)));

    private void AppendMarks(StringBuilder text, HistoryMessage message)
    {
        Message content = message.Message;
        if (content.Reactions.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" [{string.Join(' ', content.Reactions.Select(reaction => reaction.Emoji))}]");
        }

        if (content.EditedAtMillis is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $" ({_strings.Edited})");
        }

        if (content.RevokedAtMillis is not null && content.Kind != MessageKind.Revoked)
        {
            text.Append(CultureInfo.InvariantCulture, $" ({_strings.LaterDeleted})");
        }
    }
}
