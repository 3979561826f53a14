namespace Satchel.Accounts.Messages;

/// <summary>The answer to <c>POST /v1/account/links</c>: a link to the account's pages, good for once.</summary>
/// <param name="Path">Where it leads to on the server that was asked; who has it is let in.</param>
/// <param name="ExpiresAt">Until when.</param>
public sealed record PageLinkAnswer(string Path, DateTimeOffset ExpiresAt);
