using System.Security.Cryptography;
using Satchel.Vaults.Keys;

namespace Satchel.Vaults.Packs;

/// <summary>Seals and opens what is in one pack, under the pack's own key. One thread at a time.</summary>
internal sealed class PackCipher : IDisposable
{
    private readonly AesGcm _cipher;
    private readonly PackName _name;

    public PackCipher(KeyRing keys, int epoch, PackName name)
    {
        Span<byte> salt = stackalloc byte[PackName.LengthBytes];
        Span<byte> key = stackalloc byte[PackLayout.KeyBytes];
        name.CopyTo(salt);
        keys.DerivePackKey(epoch, salt, key);
        _cipher = new AesGcm(key, PackLayout.TagBytes);
        CryptographicOperations.ZeroMemory(key);
        _name = name;
    }

    /// <summary>Seals an object where it lies; the tag goes into the last 16 bytes of <paramref name="place"/>.</summary>
    public void SealObject(int number, in PackEntry entry, Span<byte> place)
    {
        Span<byte> nonce = stackalloc byte[PackLayout.NonceBytes];
        Span<byte> data = stackalloc byte[PackLayout.ObjectDataBytes];
        PackLayout.WriteNonce(nonce, number);
        PackLayout.WriteObjectData(data, entry.Type, entry.Codec, entry.Id);
        Span<byte> content = place[..^PackLayout.TagBytes];
        _cipher.Encrypt(nonce, content, content, place[^PackLayout.TagBytes..], data);
    }

    /// <summary>Opens an object into <paramref name="destination"/>, which has its length less the tag.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: these are not the bytes that were sealed.</exception>
    public void OpenObject(int number, ObjectType type, ObjectCodec codec, ObjectId id, ReadOnlySpan<byte> sealedBytes, Span<byte> destination)
    {
        Span<byte> nonce = stackalloc byte[PackLayout.NonceBytes];
        Span<byte> data = stackalloc byte[PackLayout.ObjectDataBytes];
        PackLayout.WriteNonce(nonce, number);
        PackLayout.WriteObjectData(data, type, codec, id);
        try
        {
            _cipher.Decrypt(nonce, sealedBytes[..^PackLayout.TagBytes], sealedBytes[^PackLayout.TagBytes..], destination, data);
        }
        catch (AuthenticationTagMismatchException error)
        {
            throw new VaultException(VaultProblem.Damaged, $"{_name.Blob}: object {number} is not as it was sealed", error);
        }
    }

    /// <summary>Seals the directory where it lies, as <see cref="SealObject"/> does.</summary>
    public void SealDirectory(ReadOnlySpan<byte> header, Span<byte> place)
    {
        Span<byte> content = place[..^PackLayout.TagBytes];
        _cipher.Encrypt(PackLayout.DirectoryNonce, content, content, place[^PackLayout.TagBytes..], header);
    }

    /// <summary>Opens the directory into <paramref name="destination"/>, which has its length less the tag.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: these are not the bytes that were sealed.</exception>
    public void OpenDirectory(ReadOnlySpan<byte> header, ReadOnlySpan<byte> sealedBytes, Span<byte> destination)
    {
        try
        {
            _cipher.Decrypt(PackLayout.DirectoryNonce, sealedBytes[..^PackLayout.TagBytes], sealedBytes[^PackLayout.TagBytes..], destination, header);
        }
        catch (AuthenticationTagMismatchException error)
        {
            throw new VaultException(VaultProblem.Damaged, $"{_name.Blob}: its directory is not as it was sealed", error);
        }
    }

    public void Dispose() => _cipher.Dispose();
}
