namespace Satchel.TestKit.WeChat;

/// <summary>A group of a <see cref="Conversation"/>.</summary>
/// <param name="UserName">The group's user name.</param>
/// <param name="Title">Its title.</param>
/// <param name="OwnerId">Who made it.</param>
/// <param name="Members">Who is in it: the user name, and what they call themselves there or null.</param>
public sealed record ConversationGroup(string UserName, string Title, string OwnerId, IReadOnlyList<(string UserName, string? DisplayName)> Members);
