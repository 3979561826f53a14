using System.Globalization;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WhatsApp.Android;

/// <summary>What the names and first bytes of WhatsApp's files say.</summary>
internal static class WhatsAppNames
{
    public const string Plain = "plain";

    private const string Base = "msgstore";

    /// <summary>Whether a name is that of the messages' database, encrypted or not: <c>msgstore.db</c>, <c>msgstore.db.crypt15</c>.</summary>
    public static bool IsMessages(string name) => CryptNames.WithoutContainer(name).Equals(Base + ".db", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a name is that of a dated copy, <c>msgstore-2024-05-31.1.db.crypt15</c>, and how new it is.</summary>
    public static bool IsDatedCopy(string name, out long age)
    {
        age = 0;
        string bare = CryptNames.WithoutContainer(name);
        if (!bare.StartsWith(Base + "-", StringComparison.OrdinalIgnoreCase) || !bare.EndsWith(".db", StringComparison.OrdinalIgnoreCase) || bare.Length < Base.Length + 14)
        {
            return false;
        }

        ReadOnlySpan<char> date = bare.AsSpan(Base.Length + 1, 10);
        if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day))
        {
            return false;
        }

        // The copy with number 1 is the newest of its day.
        ReadOnlySpan<char> number = bare.AsSpan(Base.Length + 11, bare.Length - Base.Length - 14).Trim('.');
        age = (day.DayNumber * 1000L) - (int.TryParse(number, out int copy) ? Math.Clamp(copy, 0, 999) : 0);
        return true;
    }

    /// <summary>Whether a name is that of the contacts' database.</summary>
    public static bool IsContacts(string name) => CryptNames.WithoutContainer(name).Equals("wa.db", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether an encrypted file of this name holds one database, not an increment, settings or a ZIP of files.</summary>
    public static bool IsEncryptedDatabase(string name) =>
        CryptNames.ContainerOf(name) is not null
        && CryptNames.WithoutContainer(name).EndsWith(".db", StringComparison.OrdinalIgnoreCase)
        && !CryptNames.TryReadIncrement(name, out _)
        && !CryptNames.IsMultiFile(name);

    /// <summary>What a file is wrapped in, by its first bytes and its name; null where it is neither a database nor an encrypted one.</summary>
    public static string? SniffContainer(string path)
    {
        Span<byte> front = stackalloc byte[16];
        if (new FileInfo(path).Length < front.Length)
        {
            return null;   // opening a pipe would wait for its other end
        }

        using (FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0))
        {
            if (file.ReadAtLeast(front, front.Length, throwOnEndOfStream: false) < front.Length)
            {
                return null;
            }
        }

        return front.SequenceEqual("SQLite format 3\0"u8) ? Plain : CryptNames.ContainerOf(path);
    }
}
