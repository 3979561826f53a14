using System.Security.Cryptography;
using System.Text;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>
/// Ids for messages that the source has none for, a text export's: made of chat, time, sender and content, so that another migration of the same message makes
/// the same.
/// </summary>
internal static class StanzaIds
{
    private const int HashBytes = 16;

    /// <summary>The id of a message in a chat.</summary>
    public static string Of(Session session, Message message)
    {
        if (message.NativeId is { Length: > 0 } id)
        {
            return id;
        }

        if (session.NamelessMillis != message.SentAtMillis)
        {
            session.NamelessMillis = message.SentAtMillis;
            session.Nameless.Clear();
        }

        string body = message.Body switch
        {
            LocationBody place => $"{place.Latitude};{place.Longitude};{place.Name}",
            SystemBody happened => $"{happened.Event};{happened.Actor};{string.Join(',', happened.Subjects)};{happened.Text}",
            PollBody poll => poll.Question ?? "",
            ContactsBody cards => string.Join(',', cards.Contacts.Select(card => card.Name ?? card.Vcard)),
            _ => "",
        };
        string content = FormattableString.Invariant(
            $"{session.Jid}\n{message.SentAtMillis}\n{message.SenderId}\n{message.Kind}\n{message.Text}\n{body}\n{(message.Attachments.Count > 0 ? message.Attachments[0].Name : null)}");
        string hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, HashBytes));

        // The same words twice in the time that the source can tell apart are two messages.
        int before = session.Nameless.GetValueOrDefault(hash);
        session.Nameless[hash] = before + 1;
        return before == 0 ? hash : hash + before.ToString("X", System.Globalization.CultureInfo.InvariantCulture);
    }
}
