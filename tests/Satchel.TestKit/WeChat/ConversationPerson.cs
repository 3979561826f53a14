namespace Satchel.TestKit.WeChat;

/// <summary>Somebody that the owner of a <see cref="Conversation"/> knows.</summary>
/// <param name="UserName">The user name: what tables, groups and payloads call them.</param>
/// <param name="Nickname">What they call themselves.</param>
/// <param name="Remark">What the owner calls them, or null.</param>
/// <param name="Alias">The id that is shown, or null.</param>
/// <param name="IsFriend">Whether they are in the contacts; others are known from a group alone.</param>
public sealed record ConversationPerson(string UserName, string Nickname, string? Remark, string? Alias, bool IsFriend);
