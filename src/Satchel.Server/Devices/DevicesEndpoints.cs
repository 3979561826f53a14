using Satchel.Accounts.Messages;
using Satchel.Server.Accounts;
using Satchel.Server.Database;
using Satchel.Server.Json;
using Satchel.Server.Plans;
using Satchel.Server.Problems;
using Satchel.Server.Tokens;

namespace Satchel.Server.Devices;

/// <summary>The account of whoever asks, and its devices.</summary>
internal static class DevicesEndpoints
{
    private const double NearlyFull = 0.9;

    private static readonly TimeSpan EndsSoon = TimeSpan.FromDays(14);

    public static void MapDevices(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/devices", ListAsync);
        routes.MapPost("/v1/devices", AddAsync);
        routes.MapDelete("/v1/devices/{id}", RevokeAsync);
        routes.MapGet("/v1/account", GetAccountAsync);
        routes.MapGet("/v1/account/events", ListEventsAsync);
        routes.MapDelete("/v1/account", EraseAccountAsync);
    }

    private static async Task<IResult> ListAsync(Caller caller, DeviceQueries devices, CancellationToken cancellationToken)
    {
        IEnumerable<DeviceEntry> entries = (await devices.ListAsync(caller.Account, cancellationToken)).Select(device => new DeviceEntry(
            device.Id,
            device.Name,
            DateTimeOffset.FromUnixTimeMilliseconds(device.AddedAt),
            device.Id == caller.Device,
            device.LastSeenAt is { } seen ? DateTimeOffset.FromUnixTimeMilliseconds(seen) : null));
        return Results.Json(new DeviceList([.. entries]), AccountsJson.Default.DeviceList);
    }

    private static async Task<IResult> AddAsync(HttpRequest request, Caller caller, DeviceQueries devices, CancellationToken cancellationToken)
    {
        caller.RequireOwner();
        NewDevice device = await request.ReadJsonAsync(AccountsJson.Default.NewDevice, cancellationToken);
        DeviceQueries.Require(device);
        return Results.Json(new AddedDevice(await devices.AddAsync(caller, device, cancellationToken)), AccountsJson.Default.AddedDevice, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> RevokeAsync(string id, Caller caller, DeviceQueries devices, CancellationToken cancellationToken) =>
        await devices.RevokeAsync(caller.Account, id, cancellationToken) ? Results.NoContent() : throw new ProblemException(Problem.DeviceNotFound);

    private static async Task<IResult> GetAccountAsync(Caller caller, AccountQueries accounts, Catalogue catalogue, TimeProvider time, CancellationToken cancellationToken)
    {
        AccountRow account = await accounts.FindAsync(caller.Account, cancellationToken) ?? throw new ProblemException(Problem.TokenInvalid);
        DateTimeOffset now = time.GetUtcNow();
        long? together = account.Family is null ? null : await accounts.ReadFamilyUseAsync(account.Id, cancellationToken);
        var info = new AccountInfo(
            account.Email,
            account.Id,
            account.Plan,
            account.QuotaBytes,
            account.UsedBytes,
            account.StandingAt(now, catalogue.Ladder).Name(),
            [.. Warnings(account, together ?? account.UsedBytes, now)],
            account.Ends,
            account.DeletionAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
            together);
        return Results.Json(info, AccountsJson.Default.AccountInfo);
    }

    private static async Task<IResult> ListEventsAsync(Caller caller, ServerDatabase database, CancellationToken cancellationToken) =>
        Results.Json(await AccountEvents.ListAsync(database, caller.Account, cancellationToken), AccountsJson.Default.AccountEventList);

    private static async Task<IResult> EraseAccountAsync(Caller caller, AccountErasure erasure, CancellationToken cancellationToken)
    {
        caller.RequireOwner();
        await erasure.EraseAsync(caller.Account, "owner", cancellationToken);
        return Results.NoContent();
    }

    private static IEnumerable<string> Warnings(AccountRow account, long usedBytes, DateTimeOffset now)
    {
        if (account.Ends is { } ends)
        {
            if (now >= ends)
            {
                yield return "plan-ended";
            }
            else if (ends - now < EndsSoon)
            {
                yield return "plan-ends";
            }
        }

        if (account.DeletionAt is not null)
        {
            yield return account.DeletedAt is null ? "deletion-announced" : "deleted";
        }

        if (usedBytes >= account.QuotaBytes)
        {
            yield return "quota-full";
        }
        else if (usedBytes >= account.QuotaBytes * NearlyFull)
        {
            yield return "quota-nearly-full";
        }
    }
}
