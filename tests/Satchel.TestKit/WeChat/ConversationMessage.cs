using Satchel.Chats;

namespace Satchel.TestKit.WeChat;

/// <summary>A message of a <see cref="Conversation"/>, in the words that all stores share; each store's builder makes its row and files of it.</summary>
public sealed record ConversationMessage
{
    /// <summary>The chat's user name.</summary>
    public required string ChatId { get; init; }

    /// <summary>The server's id; 0 for what was made on the device alone.</summary>
    public required long ServerId { get; init; }

    /// <summary>When, in milliseconds; stores that keep seconds cut it.</summary>
    public required long SentAtMillis { get; init; }

    /// <summary>The base type: 1, 3, 34, 49, 10000 …</summary>
    public required int Type { get; init; }

    /// <summary>The type of an app message, or 0.</summary>
    public int SubType { get; init; }

    /// <summary>Who sent it; the owner's user name for what the owner sent. For a notice nobody: null.</summary>
    public string? SenderId { get; init; }

    /// <summary>Whether the owner sent it.</summary>
    public bool Outgoing { get; init; }

    /// <summary>The content without any prefix.</summary>
    public required string Payload { get; init; }

    /// <summary>The <c>msgsource</c> XML, or null.</summary>
    public string? Source { get; init; }

    /// <summary>Whether it could not be sent.</summary>
    public bool IsFailed { get; init; }

    /// <summary>The server's id of the message that this notice recalls, or 0.</summary>
    public long RecalledId { get; init; }

    /// <summary>The native id that it must be read with: the server's id in decimal, for a recall that of the recalled message; null where there is none.</summary>
    public string? NativeId => (RecalledId != 0 ? RecalledId : ServerId) is not 0 and long id ? id.ToString(System.Globalization.CultureInfo.InvariantCulture) : null;

    /// <summary>Its files.</summary>
    public IReadOnlyList<ConversationFile> Files { get; init; } = [];

    /// <summary>What it must be read as.</summary>
    public required MessageKind Kind { get; init; }

    /// <summary>The time in whole seconds, as an iPhone and the desktops store it.</summary>
    public long SentAtSeconds => SentAtMillis / 1000;

    /// <summary>Whether the chat is a group.</summary>
    public bool IsInGroup => ChatId.EndsWith("chatroom", StringComparison.Ordinal);

    /// <summary>The content as phones, mac 3.x and desktop 4.x store it: in a group with the sender before what others sent.</summary>
    public string StoredContent => IsInGroup && !Outgoing && SenderId is not null ? $"{SenderId}:\n{Payload}" : Payload;

    /// <summary>The type as Android stores it, with its flags.</summary>
    public int AndroidType => Type == 49 ? Satchel.Chats.WeChat.WeChatTypes.AndroidTypeOf(SubType) : Type;

    /// <summary>The type as desktop 4.x stores it, with the app message's type above.</summary>
    public long DesktopFourType => ((long)SubType << 32) + Type;

    /// <summary>The file of a role, or null.</summary>
    public ConversationFile? File(ConversationFileRole role) => Files.FirstOrDefault(f => f.Role == role);
}
