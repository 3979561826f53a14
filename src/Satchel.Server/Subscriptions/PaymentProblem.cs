namespace Satchel.Server.Subscriptions;

/// <summary>Why news of a payment is kept and not applied.</summary>
internal static class PaymentProblem
{
    /// <summary>There is no such order.</summary>
    public const string UnknownOrder = "unknown-order";

    /// <summary>The order is another provider's.</summary>
    public const string WrongProvider = "wrong-provider";

    /// <summary>The amount or the currency is not the order's.</summary>
    public const string WrongAmount = "wrong-amount";

    /// <summary>The order had been paid by another payment. Somebody is owed money.</summary>
    public const string PaidTwice = "paid-twice";

    /// <summary>The account was erased meanwhile. Somebody is owed money.</summary>
    public const string NoAccount = "no-account";
}
