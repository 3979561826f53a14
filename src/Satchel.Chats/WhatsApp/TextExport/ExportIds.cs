using System.Security.Cryptography;
using System.Text;

namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>
/// The ids of people and chats that an export names: a phone number is the JID that it makes, everybody and everything else is <c>export:</c> and
/// the name. So the same chat, exported twice, has the same id (docs/model.md).
/// </summary>
internal static class ExportIds
{
    /// <summary>What an id of a name begins with.</summary>
    public const string Prefix = "export:";

    private const int HashChars = 16;
    private const int MinPhoneDigits = 7;
    private const int MaxPhoneDigits = 15;

    /// <summary>The id of a name.</summary>
    public static string Of(string name)
    {
        if (PhoneOf(name) is { } phone)
        {
            return phone[1..] + "@s.whatsapp.net";
        }

        string id = Prefix + Normal(name);
        return Encoding.UTF8.GetByteCount(id) <= ExportLimits.MaxIdBytes ? id : Shorten(id);
    }

    /// <summary>The number that a name is, in international form; null where it is none.</summary>
    public static string? PhoneOf(string name)
    {
        string plain = ExportChars.Plain(name);
        if (!plain.StartsWith('+'))
        {
            return null;
        }

        Span<char> digits = stackalloc char[MaxPhoneDigits];
        int count = 0;
        foreach (char c in plain.AsSpan(1))
        {
            if (char.IsAsciiDigit(c) && count < digits.Length)
            {
                digits[count++] = c;
            }
            else if (c is not (' ' or '-' or '(' or ')' or '.'))
            {
                return null;
            }
        }

        return count >= MinPhoneDigits ? "+" + digits[..count].ToString() : null;
    }

    /// <summary>The owner's id as the person gave it: a number in any form, or an id.</summary>
    public static string? OfAccount(string? given) =>
        string.IsNullOrWhiteSpace(given) ? null
        : PhoneOf(given) is { } phone ? phone[1..] + "@s.whatsapp.net"
        : Jid.IsNumber(given) ? given + "@s.whatsapp.net"
        : Jid.WithoutDevice(given);

    /// <summary>A name in the form in which names are compared.</summary>
    public static string Normal(string name)
    {
        try
        {
            return name.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return name;   // half a character: as it is
        }
    }

    private static string Shorten(string id)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))[..HashChars];
        int length = id.Length;
        while (Encoding.UTF8.GetByteCount(id.AsSpan(0, length)) > ExportLimits.MaxIdBytes - HashChars - 1 || char.IsHighSurrogate(id[length - 1]))
        {
            length--;
        }

        return $"{id.AsSpan(0, length)}#{hash}";
    }
}
