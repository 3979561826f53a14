namespace Satchel.Server.Subscriptions;

/// <summary>What has become of an order.</summary>
internal enum OrderState
{
    /// <summary>It waits to be paid.</summary>
    Open,

    /// <summary>It was paid, and bought a period.</summary>
    Paid,

    /// <summary>It was not paid, and is not expected to be. Money that comes nevertheless counts.</summary>
    Closed,

    /// <summary>All of its money was given back.</summary>
    Refunded,

    /// <summary>The person's bank took its money back.</summary>
    ChargedBack,
}
