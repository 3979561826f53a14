namespace Satchel.Server.Accounts;

/// <summary>A sign-in that waits for its proof.</summary>
internal sealed class LoginRow
{
    /// <summary>Null where the address has no account: the sign-in then looks like any other, and fails.</summary>
    public string? Account { get; init; }

    public byte[] State { get; init; } = [];
}
