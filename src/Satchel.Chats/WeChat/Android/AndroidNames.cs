using Satchel.Chats.Sqlite.Cipher;

namespace Satchel.Chats.WeChat.Android;

/// <summary>What the names and first bytes of WeChat's files on Android say.</summary>
internal static class AndroidNames
{
    /// <summary>The database of messages, contacts and conversations.</summary>
    public const string Messages = "EnMicroMsg.db";

    /// <summary>The database that tells which file belongs to which message; encrypted as <see cref="Messages"/> is.</summary>
    public const string FileIndex = "WxFileIndex.db";

    /// <summary>Names the account's folder on the phone's shared storage.</summary>
    public const string Mapping = "account.mapping";

    /// <summary>The folder of all accounts.</summary>
    public const string AppFolder = "MicroMsg";

    /// <summary>A database that is not encrypted.</summary>
    public const string Plain = "plain";

    /// <summary>What the person is told a source lies in whose databases are encrypted.</summary>
    public const string Encrypted = "sqlcipher";

    private const int LeastBytes = 512;   // the smallest page of a database

    /// <summary>The folders of an account that hold media.</summary>
    public static IReadOnlySet<string> MediaFolders { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
    {
        "image2", "image", "voice2", "voice", "video", "emoji", "avatar", "attachment", "record", "sns", "Download", "favorite", "openapi", "package", "wallet", "draft", "c2c", "sfs",
    };

    /// <summary>Whether a name is that of the messages' database.</summary>
    public static bool IsMessages(string name) => name.Equals(Messages, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a name is that of the index of files.</summary>
    public static bool IsFileIndex(string name) => name.Equals(FileIndex, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a file of this name is encrypted with the account's key, if it is encrypted at all.</summary>
    public static bool HasAccountKey(string name) =>
        IsFileIndex(name) || (name.StartsWith("EnMicroMsg", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".db", StringComparison.OrdinalIgnoreCase));

    /// <summary>What a database is wrapped in, by its first bytes and its name; null where it is none that could be opened.</summary>
    public static string? SniffContainer(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists || file.Length < LeastBytes || (file.Attributes & (FileAttributes.ReparsePoint | FileAttributes.Directory)) != 0)
        {
            return null;
        }

        return CipherContainer.IsPlain(path) ? Plain : HasAccountKey(file.Name) ? CipherScheme.Version1.Name : null;
    }
}
