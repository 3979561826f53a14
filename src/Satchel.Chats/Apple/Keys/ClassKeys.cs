using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Satchel.Chats.Apple.Keys;

/// <summary>The class keys of an encrypted backup, unwrapped: what opens and makes the keys of its files. Zeroed when disposed. Thread-safe until then.</summary>
internal sealed class ClassKeys : IDisposable
{
    /// <summary>Bytes of every key.</summary>
    public const int KeyBytes = 32;

    /// <summary>Bytes of a file's key as the manifest stores it: the class, little-endian, and the wrapped key.</summary>
    public const int StoredKeyBytes = 4 + KeyBytes + KeyWrap.CheckBytes;

    private readonly Dictionary<uint, byte[]> _keys = [];

    private ClassKeys()
    {
    }

    /// <summary>Opens a keybag with the person's keys: each password is tried.</summary>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.KeyNeeded"/>: there is no password among them; <see cref="ChatFormatProblem.WrongKey"/>: none opens it.</exception>
    public static ClassKeys Open(Keybag keybag, SourceKeys keys, string where, CancellationToken cancellationToken)
    {
        bool tried = false;
        foreach (SourceKey key in keys.All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (key.Kind != SourceKeyKind.Passphrase)
            {
                continue;
            }

            tried = true;
            if (TryOpen(keybag, key.Bytes) is { } opened)
            {
                return opened;
            }
        }

        throw tried
            ? new ChatFormatException(ChatFormatProblem.WrongKey, where, "this password does not open the iPhone backup")
            : new ChatFormatException(ChatFormatProblem.KeyNeeded, where, "the iPhone backup is encrypted, and no password was given for it");
    }

    /// <summary>Opens a keybag with one password in UTF-8; null where it is the wrong one.</summary>
    /// <exception cref="ChatFormatException">It opens a part of the keys: the rest is damaged.</exception>
    public static ClassKeys? TryOpen(Keybag keybag, ReadOnlySpan<byte> password)
    {
        Span<byte> wrapping = stackalloc byte[KeyBytes];
        Derive(password, keybag.FirstSalt, keybag.FirstRounds, keybag.Salt, keybag.Rounds, wrapping);
        ClassKeys opened = new();
        uint? failed = null;
        foreach ((uint number, byte[] wrapped) in keybag.Wrapped)
        {
            if (KeyWrap.Unwrap(wrapping, wrapped) is { Length: KeyBytes } key)
            {
                opened._keys.Add(number, key);
            }
            else
            {
                failed = number;
            }
        }

        CryptographicOperations.ZeroMemory(wrapping);
        if (opened._keys.Count == 0)
        {
            return null;
        }

        if (failed is { } damaged)
        {
            opened.Dispose();
            throw new ChatFormatException(ChatFormatProblem.Damaged, "Manifest.plist, BackupKeyBag", $"the password opens it, but not its key of class {damaged}");
        }

        return opened;
    }

    /// <summary>The key under which the class keys are wrapped.</summary>
    public static void Derive(ReadOnlySpan<byte> password, ReadOnlySpan<byte> firstSalt, int firstRounds, ReadOnlySpan<byte> salt, int rounds, Span<byte> wrapping)
    {
        if (firstRounds == 0)
        {
            Rfc2898DeriveBytes.Pbkdf2(password, salt, wrapping, rounds, HashAlgorithmName.SHA1);   // iOS before 10.2
            return;
        }

        Span<byte> first = stackalloc byte[KeyBytes];
        Rfc2898DeriveBytes.Pbkdf2(password, firstSalt, first, firstRounds, HashAlgorithmName.SHA256);
        Rfc2898DeriveBytes.Pbkdf2(first, salt, wrapping, rounds, HashAlgorithmName.SHA1);
        CryptographicOperations.ZeroMemory(first);
    }

    /// <summary>Unwraps the key of a file, or the manifest's. The caller zeroes it.</summary>
    /// <exception cref="ChatFormatException">It is not one of this backup.</exception>
    public byte[] Unwrap(ReadOnlySpan<byte> stored, string where)
    {
        if (stored.Length != StoredKeyBytes)
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, where, $"has a key of {stored.Length} bytes; {StoredKeyBytes} were expected");
        }

        uint number = BinaryPrimitives.ReadUInt32LittleEndian(stored);
        if (!_keys.TryGetValue(number, out byte[]? classKey))
        {
            throw new ChatFormatException(ChatFormatProblem.BrokenReference, where, $"has a key of class {number}, which the keybag lacks");
        }

        return KeyWrap.Unwrap(classKey, stored[4..]) ?? throw new ChatFormatException(ChatFormatProblem.Damaged, where, "has a key that its class key does not open");
    }

    /// <summary>Whether there is a key of a class.</summary>
    public bool Has(uint number) => _keys.ContainsKey(number);

    /// <summary>Wraps a new key under a class.</summary>
    public byte[] Wrap(uint number, ReadOnlySpan<byte> key)
    {
        byte[] stored = new byte[StoredKeyBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(stored, number);
        KeyWrap.Wrap(_keys[number], key).CopyTo(stored, 4);
        return stored;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (byte[] key in _keys.Values)
        {
            CryptographicOperations.ZeroMemory(key);
        }

        _keys.Clear();
    }
}
