using System.Security.Cryptography;
using Satchel.Chats.Native;

namespace Satchel.Chats.WhatsApp.Crypt;

/// <summary>AES-256-GCM over a stream of any length, with the 16-byte nonce of WhatsApp's backups and no associated data.</summary>
internal sealed unsafe class GcmCipher : IDisposable
{
    public const int KeyBytes = 32;
    public const int NonceBytes = 16;
    public const int TagBytes = 16;

    private nint _context;

    public GcmCipher(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, bool encrypt)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, KeyBytes, nameof(key));
        ArgumentOutOfRangeException.ThrowIfNotEqual(nonce.Length, NonceBytes, nameof(nonce));
        _context = LibCrypto.NewContext();
        try
        {
            int direction = encrypt ? 1 : 0;
            Check(_context == 0 ? 0 : LibCrypto.Init(_context, LibCrypto.Aes256Gcm(), 0, null, null, direction));
            Check(LibCrypto.Control(_context, LibCrypto.SetIvLength, NonceBytes, null));   // the length comes before the nonce
            fixed (byte* keyStart = key, nonceStart = nonce)
            {
                Check(LibCrypto.Init(_context, 0, 0, keyStart, nonceStart, direction));
            }
        }
        catch (CryptographicException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Encrypts or decrypts the next bytes; the output is as long as the input and may be the same memory.</summary>
    public void Update(ReadOnlySpan<byte> input, Span<byte> output)
    {
        ObjectDisposedException.ThrowIf(_context == 0, this);
        ArgumentOutOfRangeException.ThrowIfLessThan(output.Length, input.Length, nameof(output));
        if (input.IsEmpty)
        {
            return;
        }

        fixed (byte* from = input, to = output)
        {
            Check(LibCrypto.Update(_context, to, out int written, from, input.Length));
            Check(written == input.Length ? 1 : 0);
        }
    }

    /// <summary>Ends an encryption and gives its tag.</summary>
    public void Finish(Span<byte> tag)
    {
        ObjectDisposedException.ThrowIf(_context == 0, this);
        ArgumentOutOfRangeException.ThrowIfNotEqual(tag.Length, TagBytes, nameof(tag));
        byte nothing;
        fixed (byte* start = tag)
        {
            Check(LibCrypto.Final(_context, &nothing, out _));
            Check(LibCrypto.Control(_context, LibCrypto.GetTag, TagBytes, start));
        }
    }

    /// <summary>Ends a decryption: whether the tag fits. Until then nothing that was decrypted may be trusted.</summary>
    public bool Verify(ReadOnlySpan<byte> tag)
    {
        ObjectDisposedException.ThrowIf(_context == 0, this);
        ArgumentOutOfRangeException.ThrowIfNotEqual(tag.Length, TagBytes, nameof(tag));
        byte nothing;
        fixed (byte* start = tag)
        {
            Check(LibCrypto.Control(_context, LibCrypto.SetTag, TagBytes, start));
            return LibCrypto.Final(_context, &nothing, out _) == 1;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_context != 0)
        {
            LibCrypto.FreeContext(_context);   // clears the key schedule
            _context = 0;
        }
    }

    private static void Check(int result)
    {
        if (result != 1)
        {
            throw new CryptographicException("libcrypto refused an AES-256-GCM operation.");
        }
    }
}
