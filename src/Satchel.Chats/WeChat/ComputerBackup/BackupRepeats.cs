namespace Satchel.Chats.WeChat.ComputerBackup;

/// <summary>Counts messages without an id that say the same at the same time: they come one after another.</summary>
internal sealed class BackupRepeats
{
    private readonly Dictionary<(string? Content, string Chat, bool? Outgoing), int> _counts = [];
    private long _at = long.MinValue;

    /// <summary>How many like this one came before it.</summary>
    public int Next(WeChatRow row)
    {
        if (row.SentAtMillis != _at)
        {
            _counts.Clear();
            _at = row.SentAtMillis;
        }

        (string? Content, string ChatId, bool? Outgoing) key = (row.Content, row.ChatId, row.Outgoing);
        int count = _counts.GetValueOrDefault(key);
        _counts[key] = count + 1;
        return count;
    }
}
