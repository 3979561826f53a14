using System.Security.Cryptography;

namespace Satchel.Vaults.Snapshots;

/// <summary>The id of a device: 16 random bytes, written as 32 hex digits.</summary>
internal static class DeviceId
{
    public const int LengthBytes = 16;

    public static bool IsValid(string text) => text.Length == 2 * LengthBytes && text.All(c => char.IsAsciiDigit(c) || c is >= 'a' and <= 'f');

    public static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(LengthBytes));
}
