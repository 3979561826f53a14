using System.Globalization;
using Satchel.Chats;

namespace Satchel.Tests.Chats.WhatsApp.Android.Writing;

/// <summary>A message as one text: what a move from store to store keeps, less what only the old place tells.</summary>
internal static class Comparable
{
    // What a card that is a name alone becomes.
    private const string MadeCard = "BEGIN:VCARD\nVERSION:3.0\nN:;";

    public static List<string> Of(IEnumerable<Message> messages) => [.. messages.Select(Of).Order(StringComparer.Ordinal)];

    public static string Of(Message message) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
         {message.ChatId} {message.NativeId} {message.SentAtMillis} {message.Kind} from {message.SenderId} {message.Outgoing} received {message.ReceivedAtMillis} '{message.Text}' {StatusOf(message)}
         {message.Starred} {message.Forwarded} edited {message.EditedAtMillis} revoked {message.RevokedAtMillis} expires {message.ExpiresAtMillis}
         reply {message.ReplyTo} mentions {string.Join(',', message.Mentions)} reactions {string.Join(',', message.Reactions)}
         files {string.Join(',', message.Attachments.Where(attachment => attachment.Cell is null && attachment != new Attachment()).Select(Of))} body {Of(message.Body)}
         """);

    // What a source does not tell stands for what a store has to say.
    private static MessageStatus? StatusOf(Message message) => message.Kind is MessageKind.System or MessageKind.Call
        ? null
        : message.Status ?? (message.Outgoing == true ? MessageStatus.Delivered : MessageStatus.Received);

    private static string Of(Attachment attachment) => string.Create(
        CultureInfo.InvariantCulture,
        $"{attachment.Mime} {attachment.LengthBytes} {(attachment.Sha256 is { } hash ? Convert.ToHexString(hash) : "-")} {attachment.Width}x{attachment.Height} {attachment.DurationMillis}");

    private static string Of(MessageBody? body) => body switch
    {
        ContactsBody contacts => string.Join(';', contacts.Contacts.Select(card => card.Vcard is { } vcard && !vcard.StartsWith(MadeCard, StringComparison.Ordinal) ? vcard : card.Name)),
        PollBody poll => $"{poll.Question}: {string.Join(';', poll.Options.Select(option => $"{option.Text}={string.Join(',', option.Voters)}"))}",
        SystemBody system => $"{system.Event} {system.Actor} {string.Join(',', system.Subjects)} '{system.Text}'",
        null => "",
        _ => body.ToString()!,
    };
}
