using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Satchel.Chats.WhatsApp;

/// <summary>
/// Ids in WhatsApp's form for those of whom a source knows a name and no number. A number would be some stranger's, so a person gets one of the ids
/// that hide the number, and a chat that of a group, in which nothing can be sent. The same name has the same id each time.
/// </summary>
public static class UnknownIds
{
    private const ulong TenToThe15 = 1_000_000_000_000_000;
    private const ulong TenToThe10 = 10_000_000_000;

    /// <summary>Whether an id is one of WhatsApp's.</summary>
    public static bool IsKnown(string id) => id.Contains('@', StringComparison.Ordinal);

    /// <summary>The id of somebody.</summary>
    public static string OfPerson(string id) => Digits(id, 0, TenToThe15, "D15") + "@lid";

    /// <summary>The id of a chat.</summary>
    public static string OfChat(string id) => $"{Digits(id, 0, TenToThe15, "D15")}-{Digits(id, sizeof(ulong), TenToThe10, "D10")}@g.us";

    private static string Digits(string id, int offset, ulong modulus, string form)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(id));
        return (BinaryPrimitives.ReadUInt64BigEndian(hash.AsSpan(offset)) % modulus).ToString(form, CultureInfo.InvariantCulture);
    }
}
