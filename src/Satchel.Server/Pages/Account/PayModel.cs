using Microsoft.AspNetCore.Mvc;
using Satchel.Server.Accounts;
using Satchel.Server.Limits;
using Satchel.Server.Pages.Orders;
using Satchel.Server.Pages.Texts;
using Satchel.Server.Payments;
using Satchel.Server.Payments.Vouchers;
using Satchel.Server.Plans;
using Satchel.Server.Problems;
using Satchel.Server.Subscriptions;

namespace Satchel.Server.Pages;

/// <summary>Choosing a plan and a way to pay.</summary>
internal sealed class PayModel(AccountQueries accounts, Ledger ledger, VoucherBook vouchers, Checkouts checkouts, RateLimits limits, Catalogue catalogue, TimeProvider time)
    : AccountPage(accounts, catalogue, time)
{
    public override Text Title => PayTexts.Title;

    public IReadOnlyList<PlanChoice> Choices { get; } = PlanChoice.Of(catalogue);

    public IReadOnlyList<IPaymentProvider> Providers => checkouts.Offered;

    /// <summary>Whether there is a way to pay that can renew a plan by itself.</summary>
    public bool CanRenew => Providers.Any(provider => provider is IRenewingProvider);

    /// <summary>Whether the plan has ended, and what is stored fits into the free one.</summary>
    public bool CanReturnToFree => Account.Ends <= Now && Account.UsedBytes <= Catalogue.Free.QuotaBytes;

    /// <summary>What was chosen already.</summary>
    public string? Chosen { get; private set; }

    public string? Provider { get; private set; }

    /// <summary>Why the order was not taken.</summary>
    public Text? Said { get; private set; }

    public bool IsCodeWrong { get; private set; }

    public async Task<IActionResult> OnPostOrderAsync(string? choice, string? provider, bool renews)
    {
        (Chosen, Provider) = (choice, provider);
        PlanChoice? chosen = Choices.FirstOrDefault(one => one.Value == choice);
        IPaymentProvider? by = Providers.FirstOrDefault(one => one.Name == provider);
        if (chosen is null || by is null)
        {
            Said = PayTexts.NotChosen;
            return Page();
        }

        await limits.SpendAsync(RateLimit.Orders, Account.Id, Aborted);
        try
        {
            Order order = await ledger.OpenAsync(Account.Id, chosen.Plan.Id, chosen.Price.Platform, by.Name, renews && by is IRenewingProvider, Aborted);
            return Redirect($"/account/orders/{order.Id}");
        }
        catch (ProblemException refused) when (refused.Problem == Problem.OrderRefused)
        {
            Said = PayTexts.Refused;
            return Page();
        }
    }

    public async Task<IActionResult> OnPostFreeAsync()
    {
        await limits.SpendAsync(RateLimit.Orders, Account.Id, Aborted);
        if (await ledger.TryReturnToFreeAsync(Account.Id, Aborted))
        {
            return Redirect(Menu.Start);
        }

        Said = PayTexts.NotFree;
        return Page();
    }

    public async Task<IActionResult> OnPostVoucherAsync(string? code)
    {
        await limits.SpendAsync(RateLimit.Codes, Account.Id, Aborted);
        try
        {
            Order order = await vouchers.RedeemAsync(Account.Id, code ?? "", Aborted);
            return Redirect($"/account/orders/{order.Id}");
        }
        catch (ProblemException refused) when (refused.Problem == Problem.VoucherRefused)
        {
            IsCodeWrong = true;
            return Page();
        }
    }
}
