using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android;

/// <summary>Looks for histories at and below a path. Symbolic links to folders are not followed.</summary>
internal sealed class SourceSearch(WhatsAppAndroid format, ICollection<string> unreadable, CancellationToken cancellationToken)
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
        string name = Path.GetFileName(path);
        string? container;
        try
        {
            container = WhatsAppNames.SniffContainer(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable.Add(path);
            return;
        }

        bool isMessages = container switch
        {
            null => false,
            WhatsAppNames.Plain => HoldsMessages(path),
            _ => WhatsAppNames.IsEncryptedDatabase(name) && !WhatsAppNames.IsContacts(name),
        };
        if (isMessages)
        {
            _found.Add(new ChatSource
            {
                Format = format,
                Root = path,
                IsFile = true,
                Edition = EditionOf(path),
                Container = container!,
                NeedsKey = container != WhatsAppNames.Plain,
                Databases = [new SourceDatabase(name, DatabaseRole.Messages, container!)],
            });
        }
    }

    private bool TryAdd(string folder)
    {
        if (SourceFolder.Recognise(folder, unreadable) is not { } source)
        {
            return false;
        }

        Add(source);
        return true;
    }

    private void Add(SourceFolder source)
    {
        List<SourceDatabase> databases = source.ListDatabases(unreadable, cancellationToken);
        if (databases is not [{ Role: DatabaseRole.Messages }, ..])
        {
            return;   // it went, or could not be read any more, and was named
        }

        _found.Add(new ChatSource
        {
            Format = format,
            Root = source.Root,
            IsFile = false,
            Edition = EditionOf(source.Root),
            AccountId = RegisteredAccount.Find(source.Root),
            Container = databases[0].Container,
            NeedsKey = databases[0].Container != WhatsAppNames.Plain,
            Databases = databases,
        });
    }

    // com.whatsapp.w4b is the package of WhatsApp Business; its folder is called after it too.
    private static string? EditionOf(string path)
    {
        foreach (string segment in path.Split(Path.DirectorySeparatorChar).TakeLast(4))
        {
            if (segment is "com.whatsapp.w4b" or "WhatsApp Business")
            {
                return "business";
            }
        }

        return null;
    }

    private static bool HoldsMessages(string path)
    {
        try
        {
            using SqliteDatabase database = SqliteDatabase.OpenImmutable(path);
            MsgstoreSchema schema = new(database);
            return schema.HasModern || schema.HasLegacy;
        }
        catch (ChatFormatException)
        {
            return WhatsAppNames.IsMessages(Path.GetFileName(path));   // by its name it is one, and whoever opens it says what is wrong
        }
    }
}
