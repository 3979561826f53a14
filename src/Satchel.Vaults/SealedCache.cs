using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Satchel.Vaults.Keys;

namespace Satchel.Vaults;

// A file of it:
//   OFFSET  SIZE  MEANING
//   0       4     "SSC1"
//   4       4     u32 epoch
//   8       32    random salt
//   40      n     AES-256-GCM of the content, bound to the header and the file's name
//   40+n    16    its tag
// The key is derived from the salt and used once, so the nonce is twelve zero bytes.

/// <summary>
/// Files that are made of what a vault holds and can be made anew at any time, in this device's cache folder, sealed with a key of the vault: who takes the cache away
/// learns their lengths and no more. Not a part of the vault's format. Everything works without it, and what is not as it was written counts as not there.
/// </summary>
public sealed class SealedCache
{
    private const int EpochOffset = 4;
    private const int SaltOffset = 8;
    private const int SaltBytes = 32;
    private const int HeaderBytes = SaltOffset + SaltBytes;
    private const int TagBytes = 16;
    private const int MaxFileBytes = 256 * 1024 * 1024;
    private const string Kind = "cache";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly KeyRing _keys;
    private readonly string _folder;

    internal SealedCache(KeyRing keys, string folder)
    {
        _keys = keys;
        _folder = folder;
    }

    private static ReadOnlySpan<byte> Magic => "SSC1"u8;

    /// <summary>The names of all files that are there.</summary>
    public IReadOnlyList<string> List()
    {
        try
        {
            return Directory.Exists(_folder) ? [.. Directory.EnumerateFiles(_folder).Select(path => Path.GetFileName(path))] : [];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The content of a file; null where there is none, or where it is not what was written under that name.</summary>
    public ReadOnlyMemory<byte>? TryRead(string name)
    {
        try
        {
            using FileStream file = new(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 0);
            if (file.Length is < HeaderBytes + TagBytes or > MaxFileBytes)
            {
                return null;
            }

            byte[] sealedBytes = GC.AllocateUninitializedArray<byte>((int)file.Length);
            file.ReadExactly(sealedBytes);
            return TryOpen(name, sealedBytes);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or VaultException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Writes a file; it is either the old or the new one, whatever happens. False where it cannot be written.</summary>
    public bool TryWrite(string name, ReadOnlySpan<byte> content)
    {
        if (content.Length > MaxFileBytes - HeaderBytes - TagBytes)
        {
            return false;
        }

        byte[] sealedBytes = GC.AllocateUninitializedArray<byte>(HeaderBytes + content.Length + TagBytes);
        Magic.CopyTo(sealedBytes);
        BinaryPrimitives.WriteInt32LittleEndian(sealedBytes.AsSpan(EpochOffset), _keys.CurrentEpoch);
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(SaltOffset, SaltBytes));
        using (AesGcm cipher = CipherOf(_keys.CurrentEpoch, sealedBytes))
        {
            cipher.Encrypt(stackalloc byte[12], content, sealedBytes.AsSpan(HeaderBytes, content.Length), sealedBytes.AsSpan(HeaderBytes + content.Length), BoundTo(name, sealedBytes));
        }

        return TryReplace(name, sealedBytes);
    }

    /// <summary>Removes a file, if it is there.</summary>
    public void TryRemove(string name)
    {
        try
        {
            File.Delete(PathOf(name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // It takes room, and does no harm.
        }
    }

    // Opened where it lies: what is large is in memory once.
    private ReadOnlyMemory<byte>? TryOpen(string name, byte[] sealedBytes)
    {
        uint epoch = BinaryPrimitives.ReadUInt32LittleEndian(sealedBytes.AsSpan(EpochOffset));
        if (!sealedBytes.AsSpan().StartsWith(Magic) || epoch > _keys.CurrentEpoch)
        {
            return null;
        }

        Memory<byte> content = sealedBytes.AsMemory(HeaderBytes, sealedBytes.Length - HeaderBytes - TagBytes);
        using AesGcm cipher = CipherOf((int)epoch, sealedBytes);
        cipher.Decrypt(stackalloc byte[12], content.Span, sealedBytes.AsSpan(HeaderBytes + content.Length), content.Span, BoundTo(name, sealedBytes));
        return content;
    }

    private bool TryReplace(string name, byte[] sealedBytes)
    {
        try
        {
            _ = Directory.CreateDirectory(_folder);
            string temporary = PathOf(name) + "." + Guid.NewGuid().ToString("N") + ".tmp";
            FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            using (FileStream file = new(temporary, options))
            {
                file.Write(sealedBytes);
            }

            File.Move(temporary, PathOf(name), overwrite: true);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private AesGcm CipherOf(int epoch, ReadOnlySpan<byte> header)
    {
        using var key = new Secret(KeyDerivation.KeyBytes);
        _keys.DeriveBlobKey(epoch, Kind, header.Slice(SaltOffset, SaltBytes), key.Span);
        return new AesGcm(key.Span, TagBytes);
    }

    private static byte[] BoundTo(string name, ReadOnlySpan<byte> header) => [.. header[..HeaderBytes], .. Encoding.UTF8.GetBytes(name)];

    private string PathOf(string name) => Path.Combine(_folder, name);
}
