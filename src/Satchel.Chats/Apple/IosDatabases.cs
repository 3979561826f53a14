namespace Satchel.Chats.Apple;

/// <summary>What the databases of an app are for, by their names.</summary>
internal static class IosDatabases
{
    private static readonly string[] Endings = [".sqlite", ".sqlite3", ".db"];

    /// <summary>What a file is for where its name is that of a database; else null.</summary>
    public static DatabaseRole? RoleOf(IosApp app, string domain, string path)
    {
        if (!Endings.Any(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        return domain == app.MainDomain ? app.RoleOf(path) : DatabaseRole.Other;
    }
}
