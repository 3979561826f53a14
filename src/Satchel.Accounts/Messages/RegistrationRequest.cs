namespace Satchel.Accounts.Messages;

/// <summary><c>POST /v1/registrations</c>: the first step of making an account. The answer is the same for any address.</summary>
/// <param name="Email">The address the account is to have.</param>
/// <param name="Request">OPAQUE's registration request.</param>
public sealed record RegistrationRequest(string Email, byte[] Request);
