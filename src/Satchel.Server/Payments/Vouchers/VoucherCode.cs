using System.Security.Cryptography;
using System.Text;

namespace Satchel.Server.Payments.Vouchers;

/// <summary>A voucher's code: 125 random bits in 25 characters, five by five, of an alphabet without look-alikes. What is kept of it is its digest.</summary>
internal static class VoucherCode
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Characters = 25;
    private const int GroupCharacters = 5;
    private const int MaxTypedCharacters = 100;

    public static string New() => string.Join('-', RandomNumberGenerator.GetString(Alphabet, Characters).Chunk(GroupCharacters).Select(group => new string(group)));

    /// <summary>The digest of a code as somebody typed it; false where it can be none.</summary>
    public static bool TryDigest(string? typed, out byte[] digest)
    {
        digest = [];
        if (typed is null || typed.Length > MaxTypedCharacters)
        {
            return false;
        }

        var code = new StringBuilder(Characters);
        foreach (char c in typed.Normalize(NormalizationForm.FormKC).ToUpperInvariant().Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '–' or '‐')))
        {
            code.Append(c switch { 'O' => '0', 'I' or 'L' => '1', _ => c });
        }

        string text = code.ToString();
        if (text.Length != Characters || !text.All(c => Alphabet.Contains(c, StringComparison.Ordinal)))
        {
            return false;
        }

        digest = SHA256.HashData(Encoding.ASCII.GetBytes(text));
        return true;
    }
}
