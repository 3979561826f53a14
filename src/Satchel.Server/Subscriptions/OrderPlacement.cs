using Satchel.Server.Payments;
using Satchel.Server.Plans;
using Satchel.Server.Problems;

namespace Satchel.Server.Subscriptions;

/// <summary>From what a person chose to where they go on paying.</summary>
internal sealed class OrderPlacement(Ledger ledger, Catalogue catalogue, IEnumerable<IPaymentProvider> providers)
{
    /// <summary>The ways to pay that are set up, vouchers apart.</summary>
    public IReadOnlyList<IPaymentProvider> Offered => [.. providers.Where(provider => provider.IsOffered && provider.Name != OrderProviders.Voucher)];

    /// <summary>Opens an order, or finds the one that was just opened, and begins its payment.</summary>
    /// <param name="account">Who orders.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="platform">Where it is bought.</param>
    /// <param name="provider">The way to pay.</param>
    /// <param name="renews">Whether the person asked that it renew by itself.</param>
    /// <param name="language">The person's language.</param>
    /// <param name="returnTo">Where they come back to, given the order's id; second after paying, third without.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <returns>The order, and how to go on; null where there is nothing more to pay.</returns>
    /// <exception cref="ProblemException">That cannot be ordered.</exception>
    public async Task<(Order Order, Checkout? Checkout)> PlaceAsync(
        string account, string plan, string platform, string provider, bool renews, string language, Func<string, (Uri Paid, Uri NotPaid)> returnTo, CancellationToken cancellationToken)
    {
        IPaymentProvider way = Offered.FirstOrDefault(each => each.Name == provider) ?? throw new ProblemException(Problem.OrderRefused, "there is no such way to pay");
        Order order = await ledger.OpenAsync(account, plan, platform, provider, renews, cancellationToken);
        if (order.State != OrderState.Open)
        {
            return (order, null);
        }

        (Uri paid, Uri notPaid) = returnTo(order.Id);
        string description = catalogue.Find(order.Plan)?.Name.In(language) ?? order.Plan;
        Checkout checkout = await way.BeginAsync(order, new CheckoutContext(paid, notPaid, language, description), cancellationToken);
        if (order.Reference != checkout.Reference)
        {
            await ledger.SetReferenceAsync(order, checkout.Reference, cancellationToken);
        }

        return (order, checkout);
    }
}
