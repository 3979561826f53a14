namespace Satchel.Chats.WeChat.Ios;

/// <summary>What the app's files and folders on an iPhone are called.</summary>
internal static class WeChatIosNames
{
    public const string Plain = "plain";

    /// <summary>The domain of the app's files in a backup, also the name of the folder that a tool unpacks them into.</summary>
    public const string Domain = "AppDomain-com.tencent.xin";

    public const string Documents = "Documents";
    public const string Databases = "DB";
    public const string Messages = "MM.sqlite";
    public const string Contacts = "WCDB_Contact.sqlite";
    public const string Sessions = "session.db";
    public const string SessionFolder = "session";
    public const string Logins = "LoginInfo2.dat";
    public const string Settings = "mmsetting.archive";
    public const string SettingsFolder = "MMappedKV";

    private const string ShardStart = "message_";
    private const string ShardEnd = ".sqlite";

    /// <summary>Whether a folder is an account's by its name: 32 hex digits, not all of them zero.</summary>
    public static bool IsAccount(string folder) => WeChatIds.IsHash(folder) && folder.AsSpan().ContainsAnyExcept('0');

    /// <summary>Whether a file of an account's <c>DB</c> folder holds messages, by its name.</summary>
    public static bool HoldsMessages(string name) => name == Messages || ShardOf(name) is not null;

    /// <summary>The number of a further database of messages; null where a file is none.</summary>
    public static int? ShardOf(string name) =>
        name.StartsWith(ShardStart, StringComparison.Ordinal) && name.EndsWith(ShardEnd, StringComparison.Ordinal) && name.Length > ShardStart.Length + ShardEnd.Length
        && int.TryParse(name.AsSpan(ShardStart.Length, name.Length - ShardStart.Length - ShardEnd.Length), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out int number)
            ? number : null;

    /// <summary>What a database is for, by its path below the root.</summary>
    /// <param name="path">The path.</param>
    /// <param name="accountFolder">The account's folder below the root, with a <c>/</c> at its end; empty where it is the root.</param>
    public static DatabaseRole RoleOf(string path, string accountFolder)
    {
        if (!path.StartsWith(accountFolder, StringComparison.Ordinal))
        {
            return DatabaseRole.Other;
        }

        return path[accountFolder.Length..].Split('/') switch
        {
            [Databases, var name] when HoldsMessages(name) => DatabaseRole.Messages,
            [Databases, Contacts] or [SessionFolder, Sessions] => DatabaseRole.Contacts,
            _ => DatabaseRole.Other,
        };
    }
}
