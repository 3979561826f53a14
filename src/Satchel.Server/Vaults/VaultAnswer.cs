namespace Satchel.Server.Vaults;

/// <summary>A vault as it is told of.</summary>
internal sealed record VaultAnswer(string Name, string CreatedAt);
