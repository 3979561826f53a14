namespace Satchel.Server.Payments;

/// <summary>What happened to money.</summary>
internal enum PaymentKind
{
    /// <summary>The person paid.</summary>
    Payment,

    /// <summary>The operator gave it back.</summary>
    Refund,

    /// <summary>The person's bank took it back.</summary>
    Chargeback,
}
