using System.Buffers.Text;
using System.Security.Cryptography;

namespace Satchel.Server.Tokens;

/// <summary>The random texts that stand for something: tokens, challenges, ids of logins. The database holds their digests only.</summary>
internal static class Token
{
    /// <summary>The length of a token or challenge in bytes.</summary>
    public const int Bytes = 32;

    /// <summary>How long a token is good for.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    /// <summary>A new one.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The digest by which the database knows it; false where it is none.</summary>
    public static bool TryDigest(ReadOnlySpan<char> token, out byte[] digest)
    {
        digest = [];
        Span<byte> bytes = stackalloc byte[Bytes];
        if (token.Length != 43 || !Base64Url.IsValid(token) || !Base64Url.TryDecodeFromChars(token, bytes, out int written) || written != Bytes)
        {
            return false;
        }

        digest = SHA256.HashData(bytes);
        return true;
    }
}
