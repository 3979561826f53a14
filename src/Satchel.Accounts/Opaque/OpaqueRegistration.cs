using System.Security.Cryptography;

namespace Satchel.Accounts.Opaque;

/// <summary>The client's side of a registration: request, response, record. The passphrase never leaves this object, and is zeroed with it.</summary>
public sealed class OpaqueRegistration : IDisposable
{
    private readonly byte[] _passphrase;
    private readonly byte[] _blind;
    private readonly byte[] _nonce;
    private readonly OpaqueParties _parties;

    /// <summary>Begins.</summary>
    /// <param name="passphrase">In UTF-8; the caller's to zero.</param>
    public OpaqueRegistration(ReadOnlySpan<byte> passphrase)
        : this(passphrase, OpaqueLogin.NewBlind(), RandomNumberGenerator.GetBytes(OpaqueSizes.Nonce), OpaqueParties.Satchel)
    {
    }

    internal OpaqueRegistration(ReadOnlySpan<byte> passphrase, byte[] blind, byte[] nonce, OpaqueParties parties)
    {
        _passphrase = OpaqueLogin.Pinned(passphrase);
        (_blind, _nonce, _parties) = (blind, nonce, parties);
        Request = Oprf.Blind(_passphrase, _blind);
    }

    /// <summary>What to send.</summary>
    public byte[] Request { get; }

    /// <summary>Makes the record to send and the export key, which is the caller's to zero; null where the response is malformed.</summary>
    /// <exception cref="InsufficientMemoryException">There is not the memory that stretching takes.</exception>
    public (byte[] Record, byte[] ExportKey)? TryFinish(ReadOnlySpan<byte> response, KeyStretching stretching)
    {
        if (response.Length != OpaqueSizes.RegistrationResponse
            || OpaqueKeys.TryRandomizePassword(_passphrase, _blind, response[..OpaqueSizes.Element], stretching) is not { } randomized)
        {
            return null;
        }

        (byte[] Record, byte[] ExportKey) made = OpaqueEnvelope.Store(randomized, response[OpaqueSizes.Element..], _nonce, _parties);
        CryptographicOperations.ZeroMemory(randomized);
        return made;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_passphrase);
        CryptographicOperations.ZeroMemory(_blind);
    }
}
