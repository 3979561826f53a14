using Satchel.Accounts.Messages;
using Satchel.Server.Limits;
using Satchel.Server.Tokens;

namespace Satchel.Server.Pages.SignIn;

/// <summary>How a device that is signed in lets its person in to the pages.</summary>
internal static class LinksEndpoints
{
    public static void MapLinks(this IEndpointRouteBuilder routes) => routes.MapPost("/v1/account/links", AddAsync);

    private static async Task<IResult> AddAsync(Caller caller, PageLinks links, RateLimits limits, CancellationToken cancellationToken)
    {
        await limits.SpendAsync(RateLimit.PageLinks, caller.Account, cancellationToken);
        (string token, DateTimeOffset expiresAt) = await links.AddAsync(caller.Account, caller.Device, cancellationToken);
        return Results.Json(new PageLinkAnswer(PageLinks.PathOf(token), expiresAt), AccountsJson.Default.PageLinkAnswer, statusCode: StatusCodes.Status201Created);
    }
}
