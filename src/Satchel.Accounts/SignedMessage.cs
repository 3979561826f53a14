using System.Security.Cryptography;
using System.Text;

namespace Satchel.Accounts;

// What is signed begins with what it is for, and a zero byte, so that no signature serves as another:
//   account   "satchel account v1\0" account-id(32 hex digits) SHA-256(record) SHA-256(envelope) device-key(32)
//   token     "satchel token v1\0" host \0 device-id \0 challenge
//   owner     "satchel owner v1\0" host \0 account-id \0 challenge
// The host stands in a token's message so that a server which passes on another's challenge gains nothing.

/// <summary>The messages that account and device keys sign.</summary>
public static class SignedMessage
{
    /// <summary>The length of a challenge.</summary>
    public const int ChallengeBytes = 32;

    /// <summary>What makes an account: signed by its key, which binds what the server keeps for it and its first device.</summary>
    public static byte[] Account(string accountId, ReadOnlySpan<byte> record, ReadOnlySpan<byte> envelope, ReadOnlySpan<byte> deviceKey) =>
        [.. "satchel account v1\0"u8, .. Encoding.ASCII.GetBytes(accountId), .. SHA256.HashData(record), .. SHA256.HashData(envelope), .. deviceKey];

    /// <summary>What a device signs for a token.</summary>
    /// <param name="host">Host of the server, with its port where that is not the scheme's own; case does not matter.</param>
    /// <param name="deviceId">The device's id.</param>
    /// <param name="challenge">What the server asked it to sign.</param>
    public static byte[] Token(string host, string deviceId, ReadOnlySpan<byte> challenge) =>
        [.. "satchel token v1\0"u8, .. HostBytes(host), 0, .. Encoding.ASCII.GetBytes(deviceId), 0, .. challenge];

    /// <summary>What the account's own key signs for a token of scope <see cref="TokenScope.Owner"/>.</summary>
    /// <param name="host">Host of the server, with its port where that is not the scheme's own; case does not matter.</param>
    /// <param name="accountId">The account's id.</param>
    /// <param name="challenge">What the server asked it to sign.</param>
    public static byte[] Owner(string host, string accountId, ReadOnlySpan<byte> challenge) =>
        [.. "satchel owner v1\0"u8, .. HostBytes(host), 0, .. Encoding.ASCII.GetBytes(accountId), 0, .. challenge];

    private static byte[] HostBytes(string host) => Encoding.UTF8.GetBytes(host.ToLowerInvariant());
}
