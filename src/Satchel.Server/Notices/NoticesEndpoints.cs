using Satchel.Server.Json;
using Satchel.Server.Tokens;

namespace Satchel.Server.Notices;

/// <summary>What the account of whoever asks was told.</summary>
internal static class NoticesEndpoints
{
    public static void MapNotices(this IEndpointRouteBuilder routes) => routes.MapGet("/v1/account/notices", ListAsync);

    private static async Task<IResult> ListAsync(Caller caller, NoticeHistory history, CancellationToken cancellationToken) =>
        Results.Json(new NoticeList(await history.ListAsync(caller.Account, null, cancellationToken)), ServerJson.Default.NoticeList);
}
