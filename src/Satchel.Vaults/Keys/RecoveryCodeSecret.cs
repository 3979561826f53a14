namespace Satchel.Vaults.Keys;

/// <summary>A vault's recovery code.</summary>
public sealed class RecoveryCodeSecret : VaultSecret
{
    /// <summary>Reads a code as it was typed: without regard to case, spaces and hyphens.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.WrongSecret"/>: it was mistyped; the message says where.</exception>
    public RecoveryCodeSecret(string code)
        : base(RecoveryCode.Read(code))
    {
    }
}
