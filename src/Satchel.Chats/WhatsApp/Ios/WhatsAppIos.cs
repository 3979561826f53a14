using Satchel.Chats.Apple;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>
/// WhatsApp and WhatsApp Business on iPhone: in a backup of the phone, in the app's folder that a tool unpacked from one, or its database alone.
/// Layout and meaning: docs/formats/whatsapp-ios.md and iphone-backup.md.
/// </summary>
public sealed class WhatsAppIos : IChatFormat
{
    /// <inheritdoc/>
    public string App => "whatsapp";

    /// <inheritdoc/>
    public string Platform => "ios";

    /// <inheritdoc/>
    public IReadOnlyList<ChatSource> Find(string path, ICollection<string> unreadable, CancellationToken cancellationToken)
    {
        string full = Path.GetFullPath(path);
        List<ChatSource> found = [.. new IosSearch(this, unreadable, cancellationToken).Find(full)];
        foreach (FoundBackup backup in IosBackups.Find(full, unreadable, cancellationToken))
        {
            found.AddRange(backup.Apps.Where(app => app.App == App).Select(app => SourceOf(backup, app)));
        }

        return found;
    }

    /// <inheritdoc/>
    public ISourceFiles? OpenFiles(ChatSource source, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken) => source.Container == IosBackups.ContainerName
        ? IosBackupFiles.Open(source.Root, IosApps.All.First(app => app.App == App && app.Edition == source.Edition), keys, scratchFolder, cancellationToken)
        : null;

    /// <inheritdoc/>
    public void SealFiles(string container, string treeFolder, string outputFolder, SourceKeys keys, CancellationToken cancellationToken) =>
        IosBackupSeal.Run(treeFolder, outputFolder, keys, cancellationToken);

    /// <inheritdoc/>
    public void CheckSealKeys(string container, string listsFolder, SourceKeys keys, CancellationToken cancellationToken) =>
        IosBackupSeal.CheckKeys(listsFolder, keys, cancellationToken);

    /// <inheritdoc/>
    public OpenedDatabase OpenDatabase(ChatSource source, ISourceFiles? files, SourceDatabase database, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken)
    {
        if (files is IosBackupFiles backup)
        {
            return backup.OpenDatabase(database, scratchFolder, cancellationToken);
        }

        string path = source.IsFile ? source.Root : Path.Join(source.Root, database.Path);
        string? quiet = SqliteQuietCopy.Make(path, scratchFolder);
        return new OpenedDatabase(quiet ?? path, quiet is not null, null);
    }

    /// <inheritdoc/>
    public void SealDatabase(string container, string? parameters, string plainPath, string outputPath, SourceKeys keys, CancellationToken cancellationToken) =>
        throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, container, "the databases of an iPhone are not encrypted one by one");

    /// <inheritdoc/>
    public IChatReader OpenReader(ChatSource source, IReadOnlyDictionary<string, OpenedDatabase> databases, ReaderOptions options)
    {
        SourceDatabase messages = source.Databases.FirstOrDefault(database => database.Role == DatabaseRole.Messages)
            ?? throw new ChatFormatException(ChatFormatProblem.NotThisFormat, source.Root, "holds no database of messages");
        if (!databases.TryGetValue(messages.Path, out OpenedDatabase? opened))
        {
            throw new ChatFormatException(ChatFormatProblem.BrokenReference, messages.Path, "the messages' database could not be opened");
        }

        Dictionary<string, OpenedDatabase> besides = [];
        foreach (SourceDatabase database in source.Databases)
        {
            if (database.Role == DatabaseRole.Contacts && databases.TryGetValue(database.Path, out OpenedDatabase? beside))
            {
                besides[database.Path] = beside;
            }
        }

        return new IosReader(messages.Path, opened, besides, options.AccountId ?? source.AccountId, null);
    }

    private ChatSource SourceOf(FoundBackup backup, IosApp app) => new()
    {
        Format = this,
        Root = backup.Root,
        IsFile = false,
        Edition = app.Edition,
        Container = IosBackups.ContainerName,
        NeedsKey = backup.IsEncrypted,
        Databases = [],   // only the opened backup tells
    };
}
