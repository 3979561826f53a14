using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Satchel.Server.Payments.Stripe;

/// <summary>
/// The header <c>Stripe-Signature</c>: <c>t=SECONDS,v1=HEX[,v1=HEX…]</c>, where each <c>v1</c> is HMAC-SHA-256 over <c>t</c>, a dot and the body under
/// one of the endpoint's secrets; there are two while a secret is being replaced. Other schemes than <c>v1</c> are not looked at.
/// </summary>
internal static class StripeSignature
{
    /// <summary>The name of the header.</summary>
    public const string Header = "Stripe-Signature";

    private const int MaxHeaderLength = 4096;

    // What Stripe's own libraries allow: older deliveries may be somebody's who kept one.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Whether the body was signed with the secret, not more than five minutes from <paramref name="now"/>.</summary>
    public static bool Verify(string header, ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        if (header.Length > MaxHeaderLength || !TryParse(header, out long at, out List<byte[]> signatures))
        {
            return false;
        }

        byte[] expected = Sign(at, body, secret);
        bool isSigned = false;
        foreach (byte[] signature in signatures)
        {
            isSigned |= CryptographicOperations.FixedTimeEquals(expected, signature);
        }

        return isSigned && Math.Abs(now.ToUnixTimeSeconds() - at) <= (long)Tolerance.TotalSeconds;
    }

    /// <summary>The signature of a body.</summary>
    internal static byte[] Sign(long at, ReadOnlySpan<byte> body, string secret) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.ASCII.GetBytes(at.ToString(CultureInfo.InvariantCulture)), (byte)'.', .. body]);

    private static bool TryParse(string header, out long at, out List<byte[]> signatures)
    {
        at = -1;
        signatures = [];
        foreach (string item in header.Split(','))
        {
            int equals = item.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? "" : item[..equals].Trim();
            string value = equals < 0 ? "" : item[(equals + 1)..].Trim();
            if (name == "t")
            {
                // Twelve digits last for thirty thousand years, and leave room to subtract.
                if (value.Length > 12 || !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out at))
                {
                    return false;
                }
            }
            else if (name == "v1" && value.Length == 2 * SHA256.HashSizeInBytes && value.All(char.IsAsciiHexDigit))
            {
                signatures.Add(Convert.FromHexString(value));
            }
        }

        return at >= 0 && signatures.Count > 0;
    }
}
