using System.Security.Cryptography;

namespace Satchel.Server.Blobs;

/// <summary>The field <c>Content-Digest</c> of RFC 9530: <c>sha-256=:&lt;base64&gt;:</c>.</summary>
internal static class ContentDigest
{
    private const string Start = "sha-256=:";

    /// <summary>The SHA-256 that a field's value holds; false where it holds none.</summary>
    public static bool TryParse(string field, out byte[] digest)
    {
        digest = [];
        foreach (string member in field.Split(','))
        {
            string item = member.Trim();
            if (item.StartsWith(Start, StringComparison.Ordinal) && item.EndsWith(':') && item.Length > Start.Length)
            {
                byte[] bytes = new byte[SHA256.HashSizeInBytes];
                if (!Convert.TryFromBase64String(item[Start.Length..^1], bytes, out int written) || written != bytes.Length)
                {
                    return false;
                }

                digest = bytes;
                return true;
            }
        }

        return false;
    }

    /// <summary>The field for a digest.</summary>
    public static string Format(ReadOnlySpan<byte> digest) => $"{Start}{Convert.ToBase64String(digest)}:";
}
