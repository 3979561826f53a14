namespace Satchel.Server.Accounts;

/// <summary>What an account may do, which follows from its plan's end and from the operator.</summary>
internal enum AccountStanding
{
    /// <summary>Everything.</summary>
    Active,

    /// <summary>Everything, with a warning: the plan has ended.</summary>
    Grace,

    /// <summary>Reading.</summary>
    ReadOnly,

    /// <summary>Nothing but paying, which brings everything back: what was stored lies in the trash.</summary>
    Deleted,

    /// <summary>Nothing.</summary>
    Suspended,
}
