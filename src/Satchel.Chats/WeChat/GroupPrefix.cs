using System.Buffers;

namespace Satchel.Chats.WeChat;

/// <summary>Who sent a message to a group: <c>wxid_abc:</c> and a line break before the content.</summary>
internal static class GroupPrefix
{
    private static readonly SearchValues<char> NameChars = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_@.-");

    /// <summary>
    /// Splits content that has such a prefix. Only for messages of groups which the owner did not send: a text may hold the like itself.
    /// </summary>
    /// <param name="content">The content as stored.</param>
    /// <param name="sender">The user name of the sender.</param>
    /// <param name="rest">The content without the prefix.</param>
    public static bool TrySplit(string content, out string sender, out string rest)
    {
        sender = "";
        rest = content;
        int colon = content.AsSpan(0, Math.Min(content.Length, WeChatLimits.MaxPrefixChars + 1)).IndexOf(':');
        if (colon <= 0 || content.AsSpan(0, colon).ContainsAnyExcept(NameChars))
        {
            return false;
        }

        int at = colon + 1;
        if (at < content.Length && content[at] == '\r')
        {
            at++;
        }

        if (at >= content.Length || content[at] != '\n')
        {
            return false;
        }

        sender = content[..colon];
        rest = content[(at + 1)..];
        return true;
    }

    /// <summary>Content with such a prefix, as the phones store it.</summary>
    public static string Join(string sender, string content) => $"{sender}:\n{content}";
}
