namespace Satchel.Accounts.Messages;

/// <summary>What an account may do at this moment.</summary>
public static class AccountState
{
    /// <summary>All of it.</summary>
    public const string Active = "active";

    /// <summary>The plan has ended, and everything works for a while yet.</summary>
    public const string Grace = "grace";

    /// <summary>The plan has ended: reading and deleting.</summary>
    public const string ReadOnly = "readOnly";

    /// <summary>Nothing.</summary>
    public const string Suspended = "suspended";
}
