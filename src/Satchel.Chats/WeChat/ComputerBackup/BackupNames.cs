using System.Buffers;

namespace Satchel.Chats.WeChat.ComputerBackup;

/// <summary>The names of the files of WeChat's backups to a computer.</summary>
internal static class BackupNames
{
    /// <summary>The database that tells what lies where.</summary>
    public const string Database = "Backup.db";

    /// <summary>How the user sees that it is encrypted.</summary>
    public const string Encrypted = "sqlcipher";

    /// <summary>What holds the databases where somebody decrypted them.</summary>
    public const string Plain = "plain";

    /// <summary>The container of version 4, which nobody can look into.</summary>
    public const string Opaque = "rmfh";

    private const int MaxNameChars = 32;
    private const string Prefix = "BAK_";
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <summary>The files that hold the parts of an account's opaque backup.</summary>
    public static IReadOnlyList<string> OpaqueParts { get; } = ["ChatPackage", "Index", "Media"];

    /// <summary>Whether a name is one of a container of texts or media: what a database says is nothing to trust.</summary>
    public static bool IsContainer(string name)
    {
        if (name.Length > MaxNameChars || !name.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        int end = name.EndsWith("_TEXT", StringComparison.Ordinal) ? 5 : name.EndsWith("_MEDIA", StringComparison.Ordinal) ? 6 : 0;
        ReadOnlySpan<char> number = end == 0 ? [] : name.AsSpan(Prefix.Length, Math.Max(0, name.Length - Prefix.Length - end));
        return number.Length > 0 && !number.ContainsAnyExcept(Digits);
    }
}
