namespace Satchel.Chats.WeChat;

/// <summary>Tells which user name a hash is of, from all user names that a source knows: contacts, members of groups, senders, the owner.</summary>
internal sealed class ChatNames
{
    private readonly Dictionary<string, string> _byHash = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Makes it with what every account has: the built-in chats.</summary>
    public ChatNames()
    {
        foreach (string name in (ReadOnlySpan<string>)["filehelper", "weixin", "fmessage", "medianote", "newsapp", "qqmail", "floatbottle", "qmessage", "tmessage", "notifymessage", "brandsessionholder", "officialaccounts", "notification_messages"])
        {
            Add(name);
        }
    }

    /// <summary>Adds a user name; an empty one is none.</summary>
    public void Add(string? userName)
    {
        if (!string.IsNullOrEmpty(userName))
        {
            _byHash.TryAdd(WeChatIds.ChatHash(userName), userName);
        }
    }

    /// <summary>The user name of a hash (32 hex digits, in either case), or null.</summary>
    public string? Find(string hash) => _byHash.GetValueOrDefault(hash);

    /// <summary>The id of the chat with a hash: its user name, or <c>md5:</c> and the hash.</summary>
    public string ChatIdOf(string hash) => Find(hash) ?? WeChatIds.UnknownChat(hash);
}
