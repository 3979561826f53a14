using System.Security.Cryptography;
using System.Text;

namespace Satchel.Chats.WeChat;

/// <summary>
/// The lines of a key file that only WeChat asks for: <c>imei=</c> and <c>uin=</c>, of which its Android app makes a passphrase, and <c>image=</c> and
/// <c>xor=</c>, which unmask the pictures of its desktop app. Source: docs/formats/wechat-android.md and docs/formats/wechat-desktop.md.
/// </summary>
internal static class WeChatKeyLine
{
    private const int PassphraseChars = 7;
    private const int ImageKeyBytes = 16;

    // What the app takes on a phone that does not tell its IMEI.
    private const string NoImei = "1234567890ABCDEF";

    private static readonly string[] Starts = ["imei=", "uin=", "image=", "xor="];

    /// <summary>Whether a line is one of these.</summary>
    public static bool IsOne(string line) => Starts.Any(start => line.StartsWith(start, StringComparison.OrdinalIgnoreCase));

    /// <summary>Reads a line that is one.</summary>
    /// <param name="line">The line.</param>
    /// <param name="where">What to call the file in messages.</param>
    /// <param name="keys">Where the keys go.</param>
    /// <exception cref="ChatFormatException">It is not as it should be; the message does not repeat it.</exception>
    public static void Read(string line, string where, SourceKeys keys)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase);
        foreach (string part in line.Split([' ', '\t', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            values[equals > 0 ? part[..equals] : ""] = part[(equals + 1)..];
        }

        if (values.TryGetValue("image", out string? image))
        {
            keys.Add(new SourceKey(SourceKeyKind.ImageKey, ImageKeyOf(image) ?? throw Bad(where, "image= takes 16 characters or 32 hex digits")));
        }

        if (values.TryGetValue("xor", out string? mask))
        {
            keys.Add(new SourceKey(SourceKeyKind.ImageMask, HexOf(mask, 1) ?? throw Bad(where, "xor= takes 2 hex digits")));
        }

        if (values.TryGetValue("uin", out string? uin))
        {
            if (!long.TryParse(uin, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out _))
            {
                throw Bad(where, "uin= takes a number, with its minus sign where it has one");
            }

            values.TryGetValue("imei", out string? imei);
            AddPassphrase(imei ?? NoImei, uin, keys);
            if (imei is not null && imei != NoImei)
            {
                AddPassphrase(NoImei, uin, keys);
            }
        }
        else if (values.ContainsKey("imei"))
        {
            throw Bad(where, "imei= needs uin= on the same line");
        }
    }

    // The first seven digits of the MD5 of both as text: what the app does, and no protection that anybody chose.
    private static void AddPassphrase(string imei, string uin, SourceKeys keys)
    {
#pragma warning disable CA5351 // The app derives its passphrase with MD5; there is no other way to the person's own data.
        string digest = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(imei + uin)));
#pragma warning restore CA5351
        keys.Add(new SourceKey(SourceKeyKind.Passphrase, Encoding.ASCII.GetBytes(digest[..PassphraseChars])));
    }

    private static byte[]? ImageKeyOf(string value) =>
        value.Length == ImageKeyBytes && Ascii.IsValid(value) ? Encoding.ASCII.GetBytes(value) : HexOf(value, ImageKeyBytes);

    private static byte[]? HexOf(string value, int bytes) =>
        value.Length == 2 * bytes && value.All(char.IsAsciiHexDigit) ? Convert.FromHexString(value) : null;

    private static ChatFormatException Bad(string where, string what) => new(ChatFormatProblem.NotThisFormat, where, what);
}
