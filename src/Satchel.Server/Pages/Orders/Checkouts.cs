using System.Collections.Concurrent;
using Satchel.Server.Pages.Texts;
using Satchel.Server.Payments;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Pages.Orders;

/// <summary>
/// Payments under way, from the pages. A page that looks every few seconds does not ask the provider each time: what it answered
/// is kept for a while by the server that asked, and where another is asked, the provider gives the same again.
/// </summary>
internal sealed class Checkouts(IEnumerable<IPaymentProvider> providers, Ledger ledger, TimeProvider time)
{
    private const int MostKept = 1000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, (Checkout Checkout, DateTimeOffset Until)> _begun = new(StringComparer.Ordinal);

    /// <summary>The ways to pay that take money, as far as the operator has set them up.</summary>
    public IReadOnlyList<IPaymentProvider> Offered => [.. providers.Where(provider => provider.IsOffered && provider.Name != OrderProviders.Voucher)];

    /// <summary>How an open order is paid; null where its provider does not answer.</summary>
    public async Task<Checkout?> BeginAsync(Order order, CheckoutContext context, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_begun.TryGetValue(order.Id, out (Checkout Checkout, DateTimeOffset Until) kept) && kept.Until > now)
        {
            return kept.Checkout;
        }

        if (ProviderOf(order) is not { } provider)
        {
            return null;
        }

        try
        {
            Checkout checkout = await provider.BeginAsync(order, context, cancellationToken);
            if (order.Reference != checkout.Reference)
            {
                await ledger.SetReferenceAsync(order, checkout.Reference, cancellationToken);
            }

            if (_begun.Count >= MostKept)
            {
                _begun.Clear();
            }

            _begun[order.Id] = (checkout, now + Kept);
            return checkout;
        }
        catch (Exception error) when (IsAway(error, cancellationToken))
        {
            return null;
        }
    }

    /// <summary>Asks the provider whether an order has been paid, for who does not want to wait for its delivery.</summary>
    /// <returns>What went wrong; null where nothing did.</returns>
    public async Task<Text?> AskAsync(Order order, CancellationToken cancellationToken)
    {
        if (ProviderOf(order) is not { } provider)
        {
            return PayTexts.Away;
        }

        try
        {
            if (await provider.QueryAsync(order, cancellationToken) is ProviderState.Paid paid)
            {
                await ledger.ApplyAsync(
                    new PaymentNotice(order.Provider, $"asked {PaymentKind.Payment} {paid.Transaction}", "", order.Id, null, PaymentKind.Payment, paid.Transaction, paid.Amount, paid.At),
                    cancellationToken);
            }

            return null;
        }
        catch (Exception error) when (IsAway(error, cancellationToken))
        {
            return PayTexts.Away;
        }
    }

    /// <summary>Makes an open order one that is not paid any more, unless it just was.</summary>
    public async Task CancelAsync(Order order, CancellationToken cancellationToken)
    {
        if (ProviderOf(order) is { } provider)
        {
            try
            {
                await provider.CloseAsync(order, cancellationToken);
            }
            catch (Exception error) when (IsAway(error, cancellationToken))
            {
                // It is closed here; money that comes nevertheless counts.
            }

            if (await AskAsync(order, cancellationToken) is null && await ledger.FindAsync(order.Id, cancellationToken) is not { State: OrderState.Open })
            {
                return;
            }
        }

        await ledger.CloseAsync(order, cancellationToken);
        _begun.TryRemove(order.Id, out _);
    }

    private IPaymentProvider? ProviderOf(Order order) => Offered.FirstOrDefault(provider => provider.Name == order.Provider);

    // A provider that is away, or refuses, is nothing that a person here has done wrong.
    private static bool IsAway(Exception error, CancellationToken cancellationToken) =>
        !cancellationToken.IsCancellationRequested && error is ProviderException or HttpRequestException or TimeoutException or OperationCanceledException;
}
