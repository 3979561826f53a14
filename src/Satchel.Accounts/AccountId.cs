using System.Security.Cryptography;

namespace Satchel.Accounts;

/// <summary>An account's id: the first 16 bytes of the SHA-256 of its public key, as 32 hex digits. Whoever knows the key can tell the id; nobody can choose it.</summary>
public static class AccountId
{
    /// <summary>How many hex digits an id has.</summary>
    public const int Length = 32;

    /// <summary>The id of the account with this public key.</summary>
    public static string Of(ReadOnlySpan<byte> publicKey) =>
        Convert.ToHexStringLower(SHA256.HashData(publicKey).AsSpan(0, Length / 2));

    /// <summary>Whether a text has the form of an id of an account or of a device.</summary>
    public static bool IsValid(string? text) =>
        text is { Length: Length } && text.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'f');
}
