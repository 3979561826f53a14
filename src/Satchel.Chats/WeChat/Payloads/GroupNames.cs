namespace Satchel.Chats.WeChat.Payloads;

/// <summary>Plain notices that a group has another title.</summary>
internal static class GroupNames
{
    private static readonly string[] Words = ["修改群名为", "修改群聊名称为", "修改群名為", "changed the group name to", "changed group name to", "changed this group's name to"];

    /// <summary>The new title, or null where a notice speaks of none.</summary>
    public static string? TitleIn(string notice)
    {
        foreach (string words in Words)
        {
            int at = notice.IndexOf(words, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
            {
                string title = notice[(at + words.Length)..].Trim().TrimEnd('.', '。').Trim('“', '”', '"', '「', '」', ' ');
                return title.Length == 0 ? null : title;
            }
        }

        return null;
    }
}
