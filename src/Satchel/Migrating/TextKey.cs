using System.Globalization;
using System.Text;
using Satchel.Chats;

namespace Satchel.Migrating;

/// <summary>What tells that a message of a text export is one of another source: chat, minute, sender, and the words or that it is a file.</summary>
internal static class TextKey
{
    private const long MillisPerMinute = 60_000;
    private const char IsolateStart = '\u2068';
    private const char IsolateEnd = '\u2069';

    /// <summary>The key.</summary>
    public static string Of(Message message)
    {
        long minute = Math.DivRem(message.SentAtMillis, MillisPerMinute, out long rest) - (rest < 0 ? 1 : 0);
        string sender = message.Kind == MessageKind.System ? "" : message.Outgoing == true ? "me" : message.SenderId ?? "";
        return $"{message.ChatId}\n{minute}\n{sender}\n{Content(message)}";
    }

    // A caption stands on a line of its own in an export, or nowhere; a file's name is the phone's own. So only that it is a file tells.
    private static string Content(Message message) => message.Kind switch
    {
        MessageKind.Text or MessageKind.Link => "t" + Plain(message),
        MessageKind.Image or MessageKind.Video or MessageKind.VideoNote or MessageKind.Gif or MessageKind.Audio or MessageKind.Voice
            or MessageKind.Document or MessageKind.Sticker => "f",
        MessageKind.Unknown => message.Text is null || message.Attachments.Count > 0 ? "f" : "t" + Plain(message),
        MessageKind.Location or MessageKind.LiveLocation => "l",
        _ => ((int)message.Kind).ToString(CultureInfo.InvariantCulture),
    };

    // Exports put marks of direction into the text, trim it, and have the names of those who are mentioned in place of their numbers.
    private static string Plain(Message message)
    {
        string text = message.Text ?? "";
        foreach (string mention in message.Mentions)
        {
            int at = mention.IndexOf('@', StringComparison.Ordinal);
            text = text.Replace("@" + (at < 0 ? mention : mention[..at]), "@", StringComparison.Ordinal);
        }

        StringBuilder plain = new(text.Length);
        bool isName = false;
        foreach (char c in text)
        {
            isName = (isName || (c == IsolateStart && plain.Length > 0 && plain[^1] == '@')) && c != IsolateEnd;
            if (!isName && char.GetUnicodeCategory(c) is not UnicodeCategory.Format)
            {
                plain.Append(char.IsWhiteSpace(c) ? ' ' : c);
            }
        }

        return plain.ToString().Trim();
    }
}
