using System.Security.Cryptography;
using Satchel.Accounts.Native;

namespace Satchel.Accounts.Opaque;

/// <summary>The client's side of a sign-in: KE1, KE2, KE3. The passphrase never leaves this object, and is zeroed with it.</summary>
public sealed class OpaqueLogin : IDisposable
{
    private readonly byte[] _passphrase;
    private readonly byte[] _blind;
    private readonly byte[] _share;
    private readonly OpaqueParties _parties;

    /// <summary>Begins.</summary>
    /// <param name="passphrase">In UTF-8; the caller's to zero.</param>
    public OpaqueLogin(ReadOnlySpan<byte> passphrase)
        : this(passphrase, NewBlind(), RandomNumberGenerator.GetBytes(OpaqueSizes.Nonce), RandomNumberGenerator.GetBytes(OpaqueSizes.Seed), OpaqueParties.Satchel)
    {
    }

    internal OpaqueLogin(ReadOnlySpan<byte> passphrase, byte[] blind, byte[] nonce, byte[] keyShareSeed, OpaqueParties parties)
    {
        _passphrase = Pinned(passphrase);
        (_blind, _parties) = (blind, parties);
        _share = OpaqueKeys.DerivePrivateKey(keyShareSeed);
        CryptographicOperations.ZeroMemory(keyShareSeed);
        Ke1 = [.. Oprf.Blind(_passphrase, _blind), .. nonce, .. Ristretto255.PublicKeyOf(_share)];
    }

    /// <summary>What to send first.</summary>
    public byte[] Ke1 { get; }

    /// <summary>
    /// Makes KE3 and the export key, which is the caller's to zero; null where the passphrase or the address is wrong, or
    /// the server is not the one of the registration: these look alike.
    /// </summary>
    /// <exception cref="InsufficientMemoryException">There is not the memory that stretching takes.</exception>
    public (byte[] Ke3, byte[] ExportKey)? TryFinish(ReadOnlySpan<byte> ke2, KeyStretching stretching)
    {
        (OpaqueSession Session, byte[] ExportKey)? finished = TryAgree(ke2, stretching);
        if (finished is null)
        {
            return null;
        }

        CryptographicOperations.ZeroMemory(finished.Value.Session.SessionKey);
        return (finished.Value.Session.ClientMac, finished.Value.ExportKey);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_passphrase);
        CryptographicOperations.ZeroMemory(_blind);
        CryptographicOperations.ZeroMemory(_share);
    }

    internal static byte[] Pinned(ReadOnlySpan<byte> secret)
    {
        byte[] copy = GC.AllocateUninitializedArray<byte>(secret.Length, pinned: true);
        secret.CopyTo(copy);
        return copy;
    }

    internal static byte[] NewBlind()
    {
        byte[] blind = GC.AllocateUninitializedArray<byte>(Ristretto255.ScalarBytes, pinned: true);
        Ristretto255.Randomize(blind);
        return blind;
    }

    internal (OpaqueSession Session, byte[] ExportKey)? TryAgree(ReadOnlySpan<byte> ke2, KeyStretching stretching)
    {
        if (ke2.Length != OpaqueSizes.Ke2
            || OpaqueKeys.TryRandomizePassword(_passphrase, _blind, ke2[..OpaqueSizes.Element], stretching) is not { } randomized)
        {
            return null;
        }

        byte[] maskingKey = OpaqueEnvelope.MaskingKey(randomized);
        byte[] plain = OpaqueKeys.Mask(maskingKey, ke2.Slice(OpaqueSizes.Element, OpaqueSizes.Nonce), ke2.Slice(OpaqueSizes.Element + OpaqueSizes.Nonce, OpaqueSizes.Masked));
        byte[] serverKey = plain[..OpaqueSizes.Key];
        (byte[] PrivateKey, byte[] PublicKey, byte[] ExportKey)? opened = OpaqueEnvelope.TryRecover(randomized, serverKey, plain.AsSpan(OpaqueSizes.Key), _parties);
        CryptographicOperations.ZeroMemory(randomized);
        CryptographicOperations.ZeroMemory(maskingKey);
        if (opened is not var (privateKey, publicKey, exportKey))
        {
            return null;
        }

        OpaqueSession? session = TryAgree(ke2, serverKey, privateKey, publicKey);
        CryptographicOperations.ZeroMemory(privateKey);
        if (session is null)
        {
            CryptographicOperations.ZeroMemory(exportKey);
            return null;
        }

        return (session, exportKey);
    }

    private OpaqueSession? TryAgree(ReadOnlySpan<byte> ke2, byte[] serverKey, byte[] privateKey, byte[] publicKey)
    {
        ReadOnlySpan<byte> answer = ke2[..^OpaqueSizes.Hash];
        ReadOnlySpan<byte> serverShare = answer[^OpaqueSizes.Key..];
        byte[]? secret = OpaqueKeys.TryAgree(_share, serverShare, _share, serverKey, privateKey, serverShare);
        if (secret is null)
        {
            return null;
        }

        OpaqueSession session = OpaqueSession.Agree(secret, _parties, publicKey, serverKey, Ke1, answer);
        CryptographicOperations.ZeroMemory(secret);
        return CryptographicOperations.FixedTimeEquals(session.ServerMac, ke2[^OpaqueSizes.Hash..]) ? session : null;
    }
}
