namespace Satchel.Server.Accounts;

/// <summary>What signing in by passphrase needs of an account.</summary>
internal sealed class CredentialRow
{
    public string Id { get; init; } = "";

    public string Email { get; init; } = "";

    public byte[] OpaqueRecord { get; init; } = [];

    public byte[] Envelope { get; init; } = [];

    public long Suspended { get; init; }
}
