namespace Satchel.Accounts.Messages;

/// <summary>What the server answers to a <see cref="LoginRequest"/>.</summary>
/// <param name="Login">Names this attempt in the next step.</param>
/// <param name="Ke2">OPAQUE's second message.</param>
public sealed record LoginAnswer(string Login, byte[] Ke2);
