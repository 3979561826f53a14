namespace Satchel.Accounts.Messages;

/// <summary>What the server answers to a <see cref="RegistrationRequest"/>.</summary>
/// <param name="Registration">Names this attempt in the next step.</param>
/// <param name="Response">OPAQUE's registration response.</param>
public sealed record RegistrationAnswer(string Registration, byte[] Response);
