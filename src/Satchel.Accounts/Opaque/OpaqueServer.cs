using System.Security.Cryptography;
using Satchel.Accounts.Native;

namespace Satchel.Accounts.Opaque;

/// <summary>The server's side of OPAQUE-3DH (RFC 9807) with ristretto255 and SHA-512. Keeps no state; safe for use by several threads.</summary>
/// <param name="keys">The server's keys, which stay the caller's to dispose.</param>
public sealed class OpaqueServer(OpaqueServerKeys keys)
{
    /// <summary>Answers a registration request; null where it is malformed.</summary>
    /// <param name="credential">What the passphrase is registered for: the normalized e-mail address, as at every later sign-in.</param>
    /// <param name="request">From the client.</param>
    public byte[]? TryRespondToRegistration(ReadOnlySpan<byte> credential, ReadOnlySpan<byte> request)
    {
        byte[]? evaluated = request.Length == OpaqueSizes.RegistrationRequest ? TryEvaluate(credential, request) : null;
        return evaluated is null ? null : [.. evaluated, .. keys.PublicKey];
    }

    /// <summary>Whether a registration record has the form of one: to be asked before it is kept.</summary>
    public static bool IsRecord(ReadOnlySpan<byte> record)
    {
        Span<byte> product = stackalloc byte[OpaqueSizes.Element];
        Span<byte> one = stackalloc byte[Ristretto255.ScalarBytes];
        one.Clear();
        one[0] = 1;
        return record.Length == OpaqueSizes.Record && Ristretto255.TryMultiply(one, record[..OpaqueSizes.Key], product);
    }

    /// <summary>Answers the first message of a sign-in; null where it is malformed.</summary>
    /// <param name="credential">As at the registration.</param>
    /// <param name="record">What was registered; null where there is no such account, which gives an answer like any other (section 6.3.2.2).</param>
    /// <param name="ke1">From the client.</param>
    public OpaqueServerLogin? TryRespondToLogin(ReadOnlySpan<byte> credential, byte[]? record, ReadOnlySpan<byte> ke1)
    {
        Span<byte> random = stackalloc byte[2 * OpaqueSizes.Nonce];
        Span<byte> seed = stackalloc byte[OpaqueSizes.Seed];
        RandomNumberGenerator.Fill(random);
        RandomNumberGenerator.Fill(seed);
        OpaqueServerLogin? login = TryRespondToLogin(credential, record ?? FakeRecord(credential), ke1, OpaqueParties.Satchel, random[..OpaqueSizes.Nonce], random[OpaqueSizes.Nonce..], seed);
        CryptographicOperations.ZeroMemory(seed);
        return login;
    }

    /// <summary>Whether KE3 proves that the client knew the passphrase. Never true for an account that there is not.</summary>
    public static bool Finish(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> ke3) =>
        expected.Length == OpaqueSizes.Ke3 && CryptographicOperations.FixedTimeEquals(expected, ke3);

    internal OpaqueServerLogin? TryRespondToLogin(
        ReadOnlySpan<byte> credential, ReadOnlySpan<byte> record, ReadOnlySpan<byte> ke1, OpaqueParties parties,
        ReadOnlySpan<byte> maskingNonce, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> keyShareSeed)
    {
        if (ke1.Length != OpaqueSizes.Ke1 || record.Length != OpaqueSizes.Record || TryEvaluate(credential, ke1[..OpaqueSizes.Element]) is not { } evaluated)
        {
            return null;
        }

        byte[] clientKey = record[..OpaqueSizes.Key].ToArray();
        byte[] masked = OpaqueKeys.Mask(record.Slice(OpaqueSizes.Key, OpaqueSizes.Hash), maskingNonce, [.. keys.PublicKey, .. record[^OpaqueSizes.Envelope..]]);
        byte[] share = OpaqueKeys.DerivePrivateKey(keyShareSeed);
        byte[] answer = [.. evaluated, .. maskingNonce, .. masked, .. nonce, .. Ristretto255.PublicKeyOf(share)];
        ReadOnlySpan<byte> clientShare = ke1[^OpaqueSizes.Key..];
        byte[]? secret = OpaqueKeys.TryAgree(share, clientShare, keys.PrivateKey, clientShare, share, clientKey);
        CryptographicOperations.ZeroMemory(share);
        if (secret is null)
        {
            return null;
        }

        OpaqueSession session = OpaqueSession.Agree(secret, parties, clientKey, keys.PublicKey, ke1, answer);
        CryptographicOperations.ZeroMemory(secret);
        CryptographicOperations.ZeroMemory(session.SessionKey);
        return new OpaqueServerLogin([.. answer, .. session.ServerMac], session.ClientMac);
    }

    // The same for the same address each time, as a record would be (section 10.9).
    private byte[] FakeRecord(ReadOnlySpan<byte> credential)
    {
        byte[] seed = OpaqueKeys.Expand(keys.OprfSeed, [.. credential, .. "FakeClientKey"u8], OpaqueSizes.Seed);
        byte[] privateKey = OpaqueKeys.DerivePrivateKey(seed);
        byte[] maskingKey = OpaqueKeys.Expand(keys.OprfSeed, [.. credential, .. "FakeMaskingKey"u8], OpaqueSizes.Hash);
        byte[] record = [.. Ristretto255.PublicKeyOf(privateKey), .. maskingKey, .. new byte[OpaqueSizes.Envelope]];
        CryptographicOperations.ZeroMemory(seed);
        CryptographicOperations.ZeroMemory(privateKey);
        return record;
    }

    private byte[]? TryEvaluate(ReadOnlySpan<byte> credential, ReadOnlySpan<byte> blinded)
    {
        byte[] key = OpaqueKeys.DeriveOprfKey(keys.OprfSeed, credential);
        byte[]? evaluated = Oprf.TryEvaluate(key, blinded);
        CryptographicOperations.ZeroMemory(key);
        return evaluated;
    }
}
