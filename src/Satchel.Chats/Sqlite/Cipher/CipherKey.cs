using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Satchel.Chats.Sqlite.Cipher;

/// <summary>
/// The keys of one database, derived from what the person gave and the file's salt; encrypts and decrypts its pages. One thread at a time.
/// </summary>
internal sealed class CipherKey : IDisposable
{
    private const int MacRounds = 2;
    private const byte MacSaltMask = 0x3A;

    private readonly Aes _aes = Aes.Create();
    private readonly IncrementalHash? _mac;
    private readonly byte[] _salt;
    private readonly byte[] _key;

    /// <summary>Derives the keys.</summary>
    /// <param name="scheme">How the database is encrypted.</param>
    /// <param name="material">The passphrase's bytes, or the key itself where the scheme has no rounds.</param>
    /// <param name="salt">The file's first 16 bytes.</param>
    public CipherKey(CipherScheme scheme, ReadOnlySpan<byte> material, ReadOnlySpan<byte> salt)
        : this(
            scheme.Rounds > 0 ? Rfc2898DeriveBytes.Pbkdf2(material, salt, scheme.Rounds, scheme.Hash, CipherScheme.KeyBytes) : material.ToArray(), salt.ToArray(), scheme)
    {
    }

    private CipherKey(byte[] key, byte[] salt, CipherScheme scheme)
    {
        Scheme = scheme;
        _salt = salt;
        _key = key;
        _aes.Key = key;
        if (scheme.HasMac)
        {
            Span<byte> macSalt = stackalloc byte[CipherScheme.SaltBytes];
            for (int i = 0; i < macSalt.Length; i++)
            {
                macSalt[i] = (byte)(salt[i] ^ MacSaltMask);
            }

            byte[] macKey = Rfc2898DeriveBytes.Pbkdf2(key, macSalt, MacRounds, scheme.Hash, CipherScheme.KeyBytes);
            _mac = IncrementalHash.CreateHMAC(scheme.Hash, macKey);
            CryptographicOperations.ZeroMemory(macKey);
        }
    }

    /// <summary>How the database is encrypted.</summary>
    public CipherScheme Scheme { get; }

    /// <summary>The first bytes of the file.</summary>
    public ReadOnlySpan<byte> Salt => _salt;

    /// <summary>The same keys for another thread, without deriving them again.</summary>
    public CipherKey Copy() => new([.. _key], _salt, Scheme);

    /// <summary>HMAC-SHA256 of some bytes under the key.</summary>
    public byte[] Authenticate(ReadOnlySpan<byte> bytes) => HMACSHA256.HashData(_key, bytes);

    /// <summary>
    /// Decrypts a page. What its end keeps back is zeros afterwards. A page of zeros, which an interrupted write leaves, and the page that SQLite never uses
    /// come out as they are.
    /// </summary>
    /// <returns>Whether the page is what its MAC says; without one, always.</returns>
    public bool TryDecrypt(uint number, ReadOnlySpan<byte> stored, Span<byte> plain)
    {
        if (!stored.ContainsAnyExcept((byte)0))
        {
            stored.CopyTo(plain);
            return true;
        }

        CipherScheme scheme = Scheme;
        if (_mac is not null && !MacFits(number, stored))
        {
            return false;
        }

        int start = StartOf(number);
        ReadOnlySpan<byte> iv = stored.Slice(scheme.CipherEnd, CipherScheme.IvBytes);
        _ = _aes.DecryptCbc(stored[start..scheme.CipherEnd], iv, plain[start..], PaddingMode.None);
        plain[scheme.CipherEnd..scheme.PageSize].Clear();
        if (number == 1)
        {
            SqliteHeader.Magic.CopyTo(plain);
        }

        return true;
    }

    /// <summary>Encrypts a page under a new IV; what is kept back and not used is random.</summary>
    public void Encrypt(uint number, ReadOnlySpan<byte> plain, Span<byte> stored)
    {
        CipherScheme scheme = Scheme;
        int start = StartOf(number);
        Span<byte> kept = stored[scheme.CipherEnd..scheme.PageSize];
        RandomNumberGenerator.Fill(kept);
        _ = _aes.EncryptCbc(plain[start..scheme.CipherEnd], kept[..CipherScheme.IvBytes], stored[start..], PaddingMode.None);
        if (number == 1)
        {
            _salt.CopyTo(stored);
        }

        if (_mac is not null)
        {
            MacOf(number, stored, kept.Slice(CipherScheme.IvBytes, scheme.MacBytes));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_key);
        _aes.Dispose();
        _mac?.Dispose();
    }

    private static int StartOf(uint number) => number == 1 ? CipherScheme.SaltBytes : 0;

    private bool MacFits(uint number, ReadOnlySpan<byte> stored)
    {
        Span<byte> mac = stackalloc byte[64];
        mac = mac[..Scheme.MacBytes];
        MacOf(number, stored, mac);
        return CryptographicOperations.FixedTimeEquals(mac, stored.Slice(Scheme.CipherEnd + CipherScheme.IvBytes, mac.Length));
    }

    private void MacOf(uint number, ReadOnlySpan<byte> stored, Span<byte> mac)
    {
        Span<byte> suffix = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(suffix, number);
        _mac!.AppendData(stored[StartOf(number)..(Scheme.CipherEnd + CipherScheme.IvBytes)]);
        _mac.AppendData(suffix);
        _ = _mac.GetHashAndReset(mac);
    }
}
