namespace Satchel.Server.Accounts;

/// <summary>What an account is made of.</summary>
internal sealed class SignupRow
{
    /// <summary>What a statement selects for one.</summary>
    public const string Columns = "account, email, language, public_key, opaque_record, envelope";

    /// <summary>The id that it will have.</summary>
    public string Account { get; init; } = "";

    public string Email { get; init; } = "";

    public string? Language { get; init; }

    public byte[] PublicKey { get; init; } = [];

    public byte[] OpaqueRecord { get; init; } = [];

    public byte[] Envelope { get; init; } = [];
}
