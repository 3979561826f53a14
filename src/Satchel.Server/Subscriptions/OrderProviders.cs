namespace Satchel.Server.Subscriptions;

/// <summary>The providers of orders for which nobody takes money.</summary>
internal static class OrderProviders
{
    /// <summary>A code that the operator made.</summary>
    public const string Voucher = "voucher";

    /// <summary>The operator, by hand.</summary>
    public const string Operator = "operator";

    /// <summary>The trial of a new account.</summary>
    public const string Trial = "trial";

    /// <summary>The time somebody was in a family, which ended.</summary>
    public const string Family = "family";

    /// <summary>The free plan, after another.</summary>
    public const string Free = "free";
}
