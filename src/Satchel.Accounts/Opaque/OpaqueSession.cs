using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Satchel.Accounts.Opaque;

/// <summary>What both sides compute from the key agreement and from everything that was said (RFC 9807, section 6.4).</summary>
/// <param name="ServerMac">Ends KE2.</param>
/// <param name="ClientMac">Is KE3.</param>
/// <param name="SessionKey">A key that both now have.</param>
internal sealed record OpaqueSession(byte[] ServerMac, byte[] ClientMac, byte[] SessionKey)
{
    /// <summary>Computes it.</summary>
    /// <param name="secret">The key agreement.</param>
    /// <param name="parties">Who speaks.</param>
    /// <param name="clientKey">The client's public key.</param>
    /// <param name="serverKey">The server's public key.</param>
    /// <param name="ke1">The first message.</param>
    /// <param name="answer">The second without its MAC.</param>
    public static OpaqueSession Agree(ReadOnlySpan<byte> secret, OpaqueParties parties, byte[] clientKey, byte[] serverKey, ReadOnlySpan<byte> ke1, ReadOnlySpan<byte> answer)
    {
        byte[] preamble =
        [
            .. "OPAQUEv1-"u8, .. Oprf.Prefixed(parties.Context), .. Oprf.Prefixed(parties.Client ?? clientKey), .. ke1,
            .. Oprf.Prefixed(parties.Server ?? serverKey), .. answer,
        ];
        byte[] said = SHA512.HashData(preamble);
        byte[] root = OpaqueKeys.Extract(secret);
        byte[] handshake = Derive(root, "HandshakeSecret"u8, said);
        byte[] serverKeyForMac = Derive(handshake, "ServerMAC"u8, []);
        byte[] clientKeyForMac = Derive(handshake, "ClientMAC"u8, []);
        byte[] sessionKey = Derive(root, "SessionKey"u8, said);
        byte[] serverMac = HMACSHA512.HashData(serverKeyForMac, said);
        byte[] clientMac = HMACSHA512.HashData(clientKeyForMac, SHA512.HashData((byte[])[.. preamble, .. serverMac]));
        foreach (byte[] key in (byte[][])[root, handshake, serverKeyForMac, clientKeyForMac])
        {
            CryptographicOperations.ZeroMemory(key);
        }

        return new OpaqueSession(serverMac, clientMac, sessionKey);
    }

    private static byte[] Derive(ReadOnlySpan<byte> key, ReadOnlySpan<byte> label, ReadOnlySpan<byte> said)
    {
        byte[] full = [.. "OPAQUE-"u8, .. label];
        byte[] length = new byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(length, OpaqueSizes.Hash);
        return OpaqueKeys.Expand(key, [.. length, checked((byte)full.Length), .. full, checked((byte)said.Length), .. said], OpaqueSizes.Hash);
    }
}
