using Satchel.Server.Json;
using Satchel.Server.Problems;
using Satchel.Server.Tokens;

namespace Satchel.Server.Vaults;

/// <summary>Making and listing vaults.</summary>
internal static class VaultsEndpoints
{
    public static RouteGroupBuilder MapVaults(this RouteGroupBuilder vaults)
    {
        vaults.MapGet("/", ListAsync);
        vaults.MapPut("/{vault}", PutAsync);
        return vaults;
    }

    private static async Task<IResult> ListAsync(Caller caller, VaultQueries vaults, CancellationToken cancellationToken)
    {
        IEnumerable<VaultAnswer> all = (await vaults.ListAsync(caller, cancellationToken)).Select(vault => new VaultAnswer(vault.Name, JsonBodies.Rfc3339(vault.CreatedAt)));
        return Results.Json(new VaultList([.. all]), ServerJson.Default.VaultList);
    }

    private static async Task<IResult> PutAsync(string vault, Caller caller, VaultQueries vaults, CancellationToken cancellationToken)
    {
        if (!VaultQueries.IsName(vault))
        {
            throw new ProblemException(Problem.InvalidName, "a vault's name is 1 to 63 of a-z, 0-9, '.', '_', '-', and starts with a letter or digit");
        }

        return await vaults.MakeAsync(caller, vault, cancellationToken) ? Results.StatusCode(StatusCodes.Status201Created) : Results.Ok();
    }
}
