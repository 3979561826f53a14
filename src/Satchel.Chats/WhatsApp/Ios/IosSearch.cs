using Satchel.Chats.Apple.Backups;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>Looks for histories at and below a path. Symbolic links to folders are not followed.</summary>
internal sealed class IosSearch(WhatsAppIos format, ICollection<string> unreadable, CancellationToken cancellationToken)
{
    private readonly List<ChatSource> _found = [];
    private int _folders;

    /// <summary>The histories there, in the order of their paths.</summary>
    public IReadOnlyList<ChatSource> Find(string path)
    {
        if (File.Exists(path))
        {
            AddFile(path);
        }
        else if (Directory.Exists(path))
        {
            AddBelow(path, 0);
        }

        return _found;
    }

    private void AddFile(string path)
    {
        try
        {
            if (IosNames.IsDatabase(path) && HoldsMessages(path))
            {
                Add(path, isFile: true, [new SourceDatabase(Path.GetFileName(path), DatabaseRole.Messages, IosNames.Plain)]);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable.Add(path);
        }
    }

    private void AddBelow(string folder, int depth)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (++_folders > WhatsAppLimits.MaxFoldersSearched)
        {
            return;
        }

        string[] folders;
        try
        {
            if (IosFolder.IsOne(folder))
            {
                Add(folder, isFile: false, IosFolder.ListDatabases(folder, unreadable, cancellationToken));
                return;   // everything below belongs to it
            }

            if (IosBackup.IsOne(folder))
            {
                return;   // found as the backup that it is; its files do not lie there under their names
            }

            folders = Directory.GetDirectories(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable.Add(folder);
            return;
        }

        Array.Sort(folders, StringComparer.Ordinal);
        foreach (string below in folders)
        {
            if (depth < WhatsAppLimits.MaxSearchDepth && (File.GetAttributes(below) & FileAttributes.ReparsePoint) == 0)
            {
                AddBelow(below, depth + 1);
            }
        }
    }

    private void Add(string root, bool isFile, List<SourceDatabase> databases)
    {
        if (databases is [{ Role: DatabaseRole.Messages }, ..])   // else it went, or could not be read any more, and was named
        {
            _found.Add(new ChatSource
            {
                Format = format,
                Root = root,
                IsFile = isFile,
                Edition = IosNames.EditionOf(root),
                AccountId = isFile ? null : RegisteredOwner.OfFolder(root),
                Container = IosNames.Plain,
                NeedsKey = false,
                Databases = databases,
            });
        }
    }

    private static bool HoldsMessages(string path)
    {
        try
        {
            using SqliteDatabase database = SqliteDatabase.OpenImmutable(path);
            return new ChatStorageSchema(database).HasMessages;
        }
        catch (ChatFormatException)
        {
            return Path.GetFileName(path) == IosNames.Messages;   // by its name it is one, and whoever opens it says what is wrong
        }
    }
}
