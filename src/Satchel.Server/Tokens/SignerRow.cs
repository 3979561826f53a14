namespace Satchel.Server.Tokens;

/// <summary>A key that may sign for a token: a device's, or an account's own.</summary>
internal sealed class SignerRow
{
    public string Account { get; init; } = "";

    public string? Device { get; init; }

    public byte[] PublicKey { get; init; } = [];

    public long? RevokedAt { get; init; }

    public long Suspended { get; init; }
}
