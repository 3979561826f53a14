namespace Satchel.Server.Subscriptions;

/// <summary>What an order does to what runs already.</summary>
internal enum OrderKind
{
    /// <summary>Nothing runs; it starts when it is paid.</summary>
    New,

    /// <summary>It is added to the end of what runs.</summary>
    Renewal,

    /// <summary>It takes the place of what runs, whose rest is credited.</summary>
    Upgrade,
}
