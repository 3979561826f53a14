using Satchel.Chats;

namespace Satchel.TestKit.WeChat;

/// <summary>
/// One owner's chats with every kind of message, told apart from any store: each store's builder puts the same conversation into its tables and files, and all of them must read
/// back the same.
/// </summary>
public sealed partial class Conversation
{
    public const string OwnerId = "wxid_ana7k2m9q4x8";
    public const string OwnerName = "Ana 安娜";
    public const string Ben = "wxid_ben5r8t2w6z1";
    public const string Chen = "chen_xiaoming";
    public const string Dora = "wxid_dora3h9j1l5n";
    public const string WorkFriend = "25984983451278912@openim";
    public const string Account = "gh_3fd1a1c2b4e6";
    public const string Hikers = "19876543210@chatroom";
    public const string WorkGroup = "10696048571234567@im.chatroom";
    public const string FileHelper = "filehelper";

    /// <summary>2023-11-14T22:13:20.123Z: the first message.</summary>
    public const long Start = 1_700_000_000_123;

    private readonly List<ConversationMessage> _messages = [];
    private long _at = Start;
    private long _serverId = 6_123_456_789_012_345_678;

    private Conversation()
    {
    }

    /// <summary>Everybody that is not the owner.</summary>
    public IReadOnlyList<ConversationPerson> People { get; } =
    [
        new(Ben, "Ben", "Benjamin (climbing)", "ben_climbs", true),
        new(Chen, "陈小明", null, null, true),
        new(Dora, "Dora & Müller", null, null, false),
        new(WorkFriend, "Wong @ Acme", null, null, true),
        new(Account, "Mountain Weekly", null, "mountainweekly", true),
    ];

    /// <summary>The groups.</summary>
    public IReadOnlyList<ConversationGroup> Groups { get; } =
    [
        new(Hikers, "Hiking / 爬山 🏔️", Ben, [(Ben, "Captain Ben"), (Chen, null), (Dora, null), (OwnerId, "Ana (map)")]),
        new(WorkGroup, "Acme project", WorkFriend, [(WorkFriend, null), (Ben, null), (OwnerId, null)]),
    ];

    /// <summary>All messages by time.</summary>
    public IReadOnlyList<ConversationMessage> Messages => _messages;

    /// <summary>The chats that have messages, in the order of their first.</summary>
    public IReadOnlyList<string> ChatIds => [.. _messages.Select(m => m.ChatId).Distinct()];

    /// <summary>The messages of a chat by time.</summary>
    public IReadOnlyList<ConversationMessage> MessagesOf(string chatId) => [.. _messages.Where(m => m.ChatId == chatId)];

    /// <summary>The whole conversation: every kind of message, in direct chats, groups and the built-in ones.</summary>
    public static Conversation Create()
    {
        Conversation conversation = new();
        conversation.AddDirect();
        conversation.AddGroups();
        conversation.AddOthers();
        return conversation;
    }

    /// <summary>The same people with some texts only, for tests of size and of what comes later.</summary>
    /// <param name="count">How many messages.</param>
    /// <param name="skip">How many came before: the same numbers give the same messages.</param>
    public static Conversation Texts(int count, int skip = 0)
    {
        Conversation conversation = new();
        for (int i = 0; i < skip + count; i++)
        {
            string chat = (i % 3) switch { 0 => Hikers, 1 => Ben, _ => Chen };
            bool outgoing = i % 5 == 0;
            string sender = outgoing ? OwnerId : chat == Hikers ? Dora : chat;
            conversation.Add(chat, sender, 1, 0, MessageKind.Text, $"Message {i} 第{i}条");
        }

        conversation._messages.RemoveRange(0, skip);
        return conversation;
    }

    /// <summary>Adds a message a minute and a bit after the one before.</summary>
    public ConversationMessage Add(string chatId, string? senderId, int type, int subType, MessageKind kind, string payload, params ConversationFile[] files)
    {
        ConversationMessage message = new()
        {
            ChatId = chatId,
            ServerId = _serverId += 1_000_003,
            SentAtMillis = _at,
            Type = type,
            SubType = subType,
            SenderId = senderId,
            Outgoing = senderId == OwnerId,
            Payload = payload,
            Kind = kind,
            Files = files,
        };
        _at += 61_017;
        _messages.Add(message);
        return message;
    }

    private void Replace(ConversationMessage message, ConversationMessage by) => _messages[_messages.IndexOf(message)] = by;
}
