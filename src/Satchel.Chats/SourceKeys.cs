namespace Satchel.Chats;

/// <summary>
/// The keys that a person gave for encrypted sources. Each is tried on each encrypted thing. Zeroed when disposed; never written to a log.
/// </summary>
public sealed class SourceKeys : IDisposable
{
    private readonly List<SourceKey> _keys = [];

    /// <summary>No keys.</summary>
    public static SourceKeys None { get; } = new();

    /// <summary>The keys, in the order they were given.</summary>
    public IReadOnlyList<SourceKey> All => _keys;

    /// <summary>Adds a key, which this then owns.</summary>
    public void Add(SourceKey key) => _keys.Add(key);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SourceKey key in _keys)
        {
            System.Security.Cryptography.CryptographicOperations.ZeroMemory(key.Bytes);
        }
    }
}

/// <summary>What form a key came in.</summary>
public enum SourceKeyKind
{
    /// <summary>The payload of WhatsApp's <c>key</c> file (131 bytes), for crypt12 and crypt14.</summary>
    WhatsAppKeyFile,

    /// <summary>A root key of 32 bytes: <c>encrypted_backup.key</c>, or 64 hex digits.</summary>
    RootKey,

    /// <summary>A passphrase as typed, in UTF-8; also the password of an iPhone backup.</summary>
    Passphrase,

    /// <summary>The 16 bytes that decrypt the pictures of WeChat's desktop app since 4.0.3.</summary>
    ImageKey,

    /// <summary>The byte that the pictures of WeChat's desktop app are masked with.</summary>
    ImageMask,
}

/// <summary>One key.</summary>
/// <param name="Kind">What form it came in.</param>
/// <param name="Bytes">Its bytes; zeroed with the collection that owns it.</param>
public sealed record SourceKey(SourceKeyKind Kind, byte[] Bytes)
{
    /// <summary>The kind alone: a key never shows itself.</summary>
    public override string ToString() => Kind.ToString();
}
