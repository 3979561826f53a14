namespace Satchel.Chats.WhatsApp.Crypt;

/// <summary>The limits that encrypted backups meet before anything is allocated or inflated.</summary>
internal static class CryptLimits
{
    /// <summary>The BackupPrefix; the longest known forms are under 1 KiB.</summary>
    public const int MaxHeaderBytes = 64 * 1024;

    /// <summary>What is read and decrypted at a time.</summary>
    public const int BufferBytes = 256 * 1024;

    /// <summary>A plain database; ten times the largest that users report.</summary>
    public const long MaxPlainBytes = 256L << 30;

    /// <summary>What may be inflated whatever the length of the file: empty pages of a database shrink a thousandfold.</summary>
    public const long InflateAllowanceBytes = 64L << 20;

    /// <summary>How many times its compressed length a backup may inflate to, beyond the allowance; databases give 2 to 10.</summary>
    public const long MaxInflateRatio = 200;

    /// <summary>A key file; a hundred keys fit many times.</summary>
    public const int MaxKeyFileBytes = 64 * 1024;

    /// <summary>The keys of one key file: each is tried on each encrypted file.</summary>
    public const int MaxKeys = 256;
}
