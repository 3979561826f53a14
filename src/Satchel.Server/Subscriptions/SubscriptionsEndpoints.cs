using System.Text.Json;
using Satchel.Server.Hosting;
using Satchel.Server.Json;
using Satchel.Server.Limits;
using Satchel.Server.Payments;
using Satchel.Server.Payments.Vouchers;
using Satchel.Server.Plans;
using Satchel.Server.Problems;
using Satchel.Server.Tokens;

namespace Satchel.Server.Subscriptions;

/// <summary>Plans, orders, vouchers and families over HTTP. All of it works in every state of an account but suspended: paying brings everything back.</summary>
internal static class SubscriptionsEndpoints
{
    public static void MapSubscriptions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/plans", (Catalogue catalogue, OrderPlacement placement) =>
            Results.Json(CatalogueAnswer.Of(catalogue, [.. placement.Offered.Select(provider => provider.Name), OrderProviders.Voucher]), SubscriptionsJson.Default.CatalogueAnswer));
        routes.MapGet("/v1/account/orders", ListAsync);
        routes.MapPost("/v1/account/orders", PlaceAsync);
        routes.MapGet("/v1/account/orders/{order}", ShowAsync);
        routes.MapPost("/v1/account/vouchers", RedeemAsync);
        routes.MapGet("/v1/account/family", ListFamilyAsync);
        routes.MapPost("/v1/account/family", JoinAsync);
        routes.MapPost("/v1/account/family/invitations", InviteAsync);
        routes.MapDelete("/v1/account/family/{member}", LeaveAsync);
    }

    /// <summary>An order as its person sees it.</summary>
    public static OrderAnswer Answer(Order order, Checkout? checkout = null) => new(
        order.Id,
        order.Plan,
        Name(order.Kind),
        Name(order.State),
        order.Price,
        order.CreditAmount,
        order.Amount,
        order.Currency,
        order.Provider,
        order.Renews,
        DateTimeOffset.FromUnixTimeMilliseconds(order.CreatedAt),
        TimeOf(order.PaidAt),
        TimeOf(order.EndedAt),
        checkout?.RedirectTo,
        checkout?.QrText);

    private static async Task<IResult> ListAsync(Caller caller, Ledger ledger, CancellationToken cancellationToken) =>
        Results.Json(new OrderList([.. (await ledger.ListAsync(caller.Account, cancellationToken)).Select(order => Answer(order))]), SubscriptionsJson.Default.OrderList);

    private static async Task<IResult> ShowAsync(string order, Caller caller, Ledger ledger, CancellationToken cancellationToken) =>
        await ledger.FindAsync(order, cancellationToken) is { } found && found.Account == caller.Account
            ? Results.Json(Answer(found), SubscriptionsJson.Default.OrderAnswer)
            : throw new ProblemException(Problem.OrderNotFound);

    private static async Task<IResult> PlaceAsync(
        HttpRequest request, Caller caller, OrderPlacement placement, Ledger ledger, Catalogue catalogue, ServerSettings settings, RateLimits limits, CancellationToken cancellationToken)
    {
        await limits.SpendAsync(RateLimit.Orders, caller.Account, cancellationToken);
        OrderRequest wanted = await request.ReadJsonAsync(SubscriptionsJson.Default.OrderRequest, cancellationToken);
        if (wanted.Plan == catalogue.Free.Id)
        {
            return await ledger.TryReturnToFreeAsync(caller.Account, cancellationToken)
                ? Results.NoContent()
                : throw new ProblemException(Problem.OrderRefused, "a plan still runs, or more is stored than the free plan takes");
        }

        var here = settings.Url ?? new Uri($"{request.Scheme}://{request.Host}/");
        (Order order, Checkout? checkout) = await placement.PlaceAsync(
            caller.Account,
            wanted.Plan,
            wanted.Platform ?? Platforms.Desktop,
            wanted.Provider ?? "",
            wanted.Renews ?? false,
            wanted.Language ?? "en",
            id => (new Uri(here, $"account/orders/{id}"), new Uri(here, "account/pay")),
            cancellationToken);
        return Results.Json(Answer(order, checkout), SubscriptionsJson.Default.OrderAnswer, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> RedeemAsync(HttpRequest request, Caller caller, VoucherBook vouchers, RateLimits limits, CancellationToken cancellationToken)
    {
        await limits.SpendAsync(RateLimit.Codes, caller.Account, cancellationToken);
        CodeRequest code = await request.ReadJsonAsync(SubscriptionsJson.Default.CodeRequest, cancellationToken);
        return Results.Json(Answer(await vouchers.RedeemAsync(caller.Account, code.Code, cancellationToken)), SubscriptionsJson.Default.OrderAnswer, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ListFamilyAsync(Caller caller, Families families, CancellationToken cancellationToken)
    {
        IEnumerable<FamilyEntry> entries = (await families.ListAsync(caller.Account, cancellationToken)).Select(member => new FamilyEntry(member.Id, member.Email, member.UsedBytes, member.IsOwner));
        return Results.Json(new FamilyAnswer([.. entries]), SubscriptionsJson.Default.FamilyAnswer);
    }

    private static async Task<IResult> InviteAsync(Caller caller, Families families, RateLimits limits, CancellationToken cancellationToken)
    {
        await limits.SpendAsync(RateLimit.Codes, caller.Account, cancellationToken);
        FamilyInvitation invitation = await families.InviteAsync(caller.Account, cancellationToken);
        return Results.Json(new InvitationAnswer(invitation.Code, invitation.ExpiresAt), SubscriptionsJson.Default.InvitationAnswer, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> JoinAsync(HttpRequest request, Caller caller, Families families, RateLimits limits, CancellationToken cancellationToken)
    {
        await limits.SpendAsync(RateLimit.Codes, caller.Account, cancellationToken);
        CodeRequest code = await request.ReadJsonAsync(SubscriptionsJson.Default.CodeRequest, cancellationToken);
        await families.AcceptAsync(caller.Account, code.Code, cancellationToken);
        return Results.NoContent();
    }

    // Being taken out of a family begins a ladder, so a device's token is not enough for it.
    private static async Task<IResult> LeaveAsync(string member, Caller caller, Families families, CancellationToken cancellationToken)
    {
        caller.RequireOwner();
        await families.LeaveAsync(caller.Account, member, cancellationToken);
        return Results.NoContent();
    }

    private static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static DateTimeOffset? TimeOf(long? at) => at is { } time ? DateTimeOffset.FromUnixTimeMilliseconds(time) : null;
}
