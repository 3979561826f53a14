namespace Satchel.Chats.WhatsApp.Crypt;

/// <summary>What the names of encrypted backups say.</summary>
internal static class CryptNames
{
    private static readonly string[] Containers = [CryptHeader.Crypt12, CryptHeader.Crypt14, CryptHeader.Crypt15];

    // Their plaintext is a ZIP of files, and no MD5 follows the tag.
    private static readonly string[] MultiFileBackups = ["stickers", "wallpapers"];

    /// <summary>The container that a name ends in, <c>crypt15</c>; null where the name is not an encrypted backup's.</summary>
    public static string? ContainerOf(string name) =>
        Array.Find(Containers, container => name.EndsWith("." + container, StringComparison.OrdinalIgnoreCase));

    /// <summary>The name less its <c>.cryptNN</c>.</summary>
    public static string WithoutContainer(string name) =>
        ContainerOf(name) is { } container ? name[..^(container.Length + 1)] : name;

    /// <summary>Whether a backup of this name holds several files, so that its end may be the tag.</summary>
    public static bool IsMultiFile(string name) =>
        MultiFileBackups.Any(start => Path.GetFileName(name).StartsWith(start, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a name is that of an increment, <c>msgstore-increment-3.db.crypt15</c>, and its number.</summary>
    public static bool TryReadIncrement(string name, out int number)
    {
        const string Start = "msgstore-increment-";
        number = 0;
        ReadOnlySpan<char> file = Path.GetFileName(WithoutContainer(name).AsSpan());
        if (ContainerOf(name) is null || !file.StartsWith(Start, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        ReadOnlySpan<char> rest = file[Start.Length..];
        int digits = rest.IndexOfAnyExceptInRange('0', '9');
        digits = digits < 0 ? rest.Length : digits;
        return int.TryParse(rest[..digits], out number);
    }
}
