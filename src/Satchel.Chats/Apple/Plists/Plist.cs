namespace Satchel.Chats.Apple.Plists;

/// <summary>Reads a property list of either form that Apple's programs write.</summary>
internal static class Plist
{
    private static ReadOnlySpan<byte> BinaryMagic => "bplist0"u8;

    /// <summary>Reads a file whose outermost value is a dictionary, as all lists of a backup are.</summary>
    /// <exception cref="ChatFormatException">It is no such list.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PlistDictionary ReadFile(string path)
    {
        string where = Path.GetFileName(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        if (file.Length > PlistLimits.MaxBytes)
        {
            throw new ChatFormatException(ChatFormatProblem.LimitExceeded, where, $"has {file.Length} bytes; at most {PlistLimits.MaxBytes} are read");
        }

        byte[] bytes = new byte[file.Length];
        int read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return ReadDictionary(bytes.AsMemory(0, read), where);
    }

    /// <summary>Reads a list whose outermost value is a dictionary.</summary>
    /// <exception cref="ChatFormatException">It is no such list.</exception>
    public static PlistDictionary ReadDictionary(ReadOnlyMemory<byte> bytes, string where) =>
        Read(bytes, where) as PlistDictionary
        ?? throw new ChatFormatException(ChatFormatProblem.Damaged, where, "is a property list of something else than a dictionary");

    /// <summary>Reads a list.</summary>
    /// <exception cref="ChatFormatException">It is none.</exception>
    public static PlistValue Read(ReadOnlyMemory<byte> bytes, string where)
    {
        if (bytes.IsEmpty)
        {
            throw new ChatFormatException(ChatFormatProblem.Truncated, where, "is empty");
        }

        return bytes.Span.StartsWith(BinaryMagic) ? BinaryPlistReader.Read(bytes, where) : XmlPlistReader.Read(bytes, where);
    }
}
