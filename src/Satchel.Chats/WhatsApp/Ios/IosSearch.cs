using Satchel.Chats.Apple.Backups;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>Looks for histories at and below a path. Symbolic links to folders are not followed.</summary>
internal sealed class IosSearch(WhatsAppIos format, ICollection<string> unreadable, CancellationToken cancellationToken)
{
    private readonly List<ChatSource> _found = [];

    /// <summary>The histories there, in the order of their paths.</summary>
    public IReadOnlyList<ChatSource> Find(string path)
    {
        if (File.Exists(path))
        {
            AddFile(path);
        }
        else if (Directory.Exists(path))
        {
            new FolderSearch(unreadable, cancellationToken).Walk(path, TryAdd);
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

    private bool TryAdd(string folder)
    {
        if (IosFolder.IsOne(folder))
        {
            Add(folder, isFile: false, IosFolder.ListDatabases(folder, unreadable, cancellationToken));
            return true;
        }

        return IosBackup.IsOne(folder);   // found as the backup that it is; its files do not lie there under their names
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
