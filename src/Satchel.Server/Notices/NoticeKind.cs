namespace Satchel.Server.Notices;

/// <summary>What a notice is about. The names are what the database holds; values in brackets are what the texts name.</summary>
internal enum NoticeKind
{
    /// <summary>The account is there.</summary>
    Welcome,

    /// <summary>An address is to be confirmed (link).</summary>
    ConfirmAddress,

    /// <summary>Somebody wanted to make an account with an address that has one (link).</summary>
    AddressTaken,

    /// <summary>Somebody signed in on a new device (device).</summary>
    NewDevice,

    /// <summary>Somebody tries passphrases.</summary>
    WrongPassphrases,

    /// <summary>A link to the account's pages was asked for (link).</summary>
    SignInLink,

    /// <summary>A plan was bought (order, plan, amount, currency, endsAt).</summary>
    PlanBought,

    /// <summary>A plan was renewed (order, plan, amount, currency, endsAt).</summary>
    PlanRenewed,

    /// <summary>A plan was upgraded (order, plan, amount, currency, endsAt).</summary>
    PlanUpgraded,

    /// <summary>Money was given back, or taken back, and the plan ended (order, plan, amount, currency).</summary>
    PlanRefunded,

    /// <summary>The plan ends in some days (days, plan, endsAt).</summary>
    PlanEnds,

    /// <summary>The plan has ended, and everything works for some more days (plan, endedAt, readOnlyAt).</summary>
    PlanEnded,

    /// <summary>The account is read-only now (plan, endedAt, deletionAt).</summary>
    ReadOnlyBegan,

    /// <summary>What is stored will be deleted in some days (days, deletionAt).</summary>
    DeletionAhead,

    /// <summary>What is stored was deleted, and can be brought back for some days (until).</summary>
    Deleted,

    /// <summary>What is stored is there again (plan, endsAt).</summary>
    BroughtBack,

    /// <summary>Something stored was found damaged.</summary>
    StorageDamaged,

    /// <summary>The quota is nearly used up (percent, usedBytes, quotaBytes).</summary>
    QuotaNearlyFull,

    /// <summary>The quota is used up (usedBytes, quotaBytes).</summary>
    QuotaFull,

    /// <summary>Somebody joined or left the family (who, what).</summary>
    FamilyChanged,
}
