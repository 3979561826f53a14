namespace Satchel.Vaults;

/// <summary>Why a vault could not be used as asked.</summary>
public enum VaultProblem
{
    /// <summary>There is no vault there.</summary>
    NoVault,

    /// <summary>There is a vault there already, or something else.</summary>
    NotEmpty,

    /// <summary>The passphrase, recovery code or device key does not open it.</summary>
    WrongSecret,

    /// <summary>A format newer than this program knows.</summary>
    NewerFormat,

    /// <summary>Something in it was changed, damaged or lost.</summary>
    Damaged,

    /// <summary>The storage shows an older state than this device saw before.</summary>
    RolledBack,

    /// <summary>The storage shows another history than the one this device saw before.</summary>
    Forked,

    /// <summary>There is no such snapshot, key or object in it.</summary>
    NotFound,

    /// <summary>A short id fits several.</summary>
    Ambiguous,

    /// <summary>Somebody else is writing, and what was asked needs that nobody does.</summary>
    Busy,

    /// <summary>The clocks of this machine and of the storage differ by more than deleting allows.</summary>
    ClockSkew,

    /// <summary>It is the last passphrase, or the recovery code; without them a lost device would be a lost vault.</summary>
    LastKey,

    /// <summary>A length or count is over its limit.</summary>
    LimitExceeded,
}

/// <summary>A vault could not be used as asked. The message names objects, never their content or a secret.</summary>
public sealed class VaultException(VaultProblem problem, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What a program can switch on.</summary>
    public VaultProblem Problem { get; } = problem;
}
