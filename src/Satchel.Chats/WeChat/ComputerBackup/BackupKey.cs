using System.Security.Cryptography;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WeChat.ComputerBackup;

/// <summary>The key of a backup's containers: the first half of the string whose whole opens its database.</summary>
internal sealed class BackupKey : IDisposable
{
    private const int StringBytes = 32;
    private const int KeyBytes = 16;
    private readonly Aes _aes = Aes.Create();

    private BackupKey(ReadOnlySpan<byte> bytes)
    {
        Bytes = bytes[..KeyBytes].ToArray();
        _aes.Key = Bytes;
    }

    /// <summary>16 bytes.</summary>
    public byte[] Bytes { get; }

    /// <summary>Finds the key that decrypts one of some segments; null where none does.</summary>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.KeyNeeded"/>: none could.</exception>
    public static BackupKey? Find(SourceKeys keys, IReadOnlyList<byte[]> samples)
    {
        bool isTried = false;
        foreach (SourceKey given in keys.All.Where(k => k is { Kind: SourceKeyKind.Passphrase, Bytes.Length: StringBytes }))
        {
            isTried = true;
            BackupKey key = new(given.Bytes);
            if (samples.Count == 0 || samples.Any(sample => key.Decrypt(sample) is byte[] text && IsList(text)))
            {
                return key;
            }

            key.Dispose();
        }

        return isTried ? null : throw new ChatFormatException(
            ChatFormatProblem.KeyNeeded, BackupNames.Database, "belongs to containers that are encrypted, and the backup's string of 32 characters was not given");
    }

    /// <summary>Decrypts an object; null where it does not decrypt.</summary>
    public byte[]? Decrypt(ReadOnlySpan<byte> encrypted)
    {
        try
        {
            return _aes.DecryptEcb(encrypted, PaddingMode.PKCS7);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _aes.Dispose();

    private static bool IsList(ReadOnlySpan<byte> text)
    {
        ProtobufCursor fields = new(text);
        while (fields.TryReadField())
        {
            // Each field is checked as it is read.
        }

        return fields.AtEnd;
    }
}
