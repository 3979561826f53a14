using Satchel.Chats.Apple;
using Satchel.Chats.Apple.Backups;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Ios;

/// <summary>
/// WeChat on iPhone: in a backup of the phone, or in the app's folder that a tool unpacked from one; each account that is there is a history of its own.
/// Layout and meaning: docs/formats/wechat-ios.md and iphone-backup.md.
/// </summary>
public sealed class WeChatIos : IChatFormat
{
    /// <inheritdoc/>
    public string App => "wechat";

    /// <inheritdoc/>
    public string Platform => "ios";

    /// <inheritdoc/>
    public IReadOnlyList<ChatSource> Find(string path, ICollection<string> unreadable, CancellationToken cancellationToken)
    {
        string full = Path.GetFullPath(path);
        List<ChatSource> found = [.. new WeChatIosSearch(this, unreadable, cancellationToken).Find(full)];
        foreach (FoundBackup backup in IosBackups.Find(full, unreadable, cancellationToken))
        {
            if (backup.Apps.Any(app => app.App == App))
            {
                ChatSource whole = SourceOf(backup);
                found.AddRange(AccountsOf(backup)?.Select(account => whole with { Part = account }) ?? [whole]);
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public IReadOnlyList<ChatSource> Split(ChatSource source, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken)
    {
        if (source.Container != IosBackups.ContainerName || source.Part is not null)
        {
            return [source];
        }

        using var files = IosBackupFiles.Open(source.Root, IosApps.WeChat, keys, scratchFolder, cancellationToken);
        return [.. AccountsAt(files.PathsLike(MessagesPattern)).Select(account => source with { Part = account })];
    }

    /// <inheritdoc/>
    public ISourceFiles? OpenFiles(ChatSource source, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken) =>
        source.Container == IosBackups.ContainerName ? IosBackupFiles.Open(source.Root, AppOf(source.Part), keys, scratchFolder, cancellationToken) : null;

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

        string path = Path.Join(source.Root, database.Path);
        string? quiet = SqliteQuietCopy.Make(path, scratchFolder);
        return new OpenedDatabase(quiet ?? path, quiet is not null, null);
    }

    /// <inheritdoc/>
    public void SealDatabase(string container, string? parameters, string plainPath, string outputPath, SourceKeys keys, CancellationToken cancellationToken) =>
        throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, container, "the databases of an iPhone are not encrypted one by one");

    /// <inheritdoc/>
    public IChatReader OpenReader(ChatSource source, IReadOnlyDictionary<string, OpenedDatabase> databases, ReaderOptions options)
    {
        List<SourceDatabase> messages = [.. source.Databases.Where(database => database.Role == DatabaseRole.Messages)];
        if (messages.Count == 0)
        {
            throw new ChatFormatException(ChatFormatProblem.NotThisFormat, source.Root, "holds no database of WeChat's messages");
        }

        return new WeChatIosReader(source, databases, options);
    }

    private const string MessagesPattern = WeChatIosNames.Documents + "/*/" + WeChatIosNames.Databases + "/*.sqlite";

    // The role of a database depends on whose it is, and the owner's name lies beside.
    private static IosApp AppOf(string? account)
    {
        string folder = account is null ? "\0" : $"{WeChatIosNames.Documents}/{account}/";
        return IosApps.WeChat with
        {
            RoleOf = path => WeChatIosNames.RoleOf(path, folder),
            OwnerOf = files => account is null ? null : new AccountFiles("", files, $"{WeChatIosNames.Domain}/{folder}").FindOwner(account)?.UserName,
        };
    }

    private static List<string> AccountsAt(IEnumerable<string> paths)
    {
        SortedSet<string> accounts = new(StringComparer.Ordinal);
        foreach (string path in paths)
        {
            if (path.Split('/') is [WeChatIosNames.Documents, var folder, WeChatIosNames.Databases, var name] && WeChatIosNames.IsAccount(folder) && WeChatIosNames.HoldsMessages(name))
            {
                accounts.Add(folder);
            }
        }

        return [.. accounts];
    }

    // Null where only the opened backup tells.
    private static List<string>? AccountsOf(FoundBackup backup)
    {
        string path = Path.Join(backup.Root, IosBackup.ManifestName);
        if (backup.IsEncrypted || !File.Exists(path) || SqliteImage.HasWal(path) || SqliteImage.HasHotJournal(path))
        {
            return null;
        }

        try
        {
            using var manifest = ManifestDatabase.Open(path);
            return AccountsAt(manifest.PathsLike(WeChatIosNames.Domain, MessagesPattern));
        }
        catch (ChatFormatException)
        {
            return null;
        }
    }

    private ChatSource SourceOf(FoundBackup backup) => new()
    {
        Format = this,
        Root = backup.Root,
        IsFile = false,
        Container = IosBackups.ContainerName,
        NeedsKey = backup.IsEncrypted,
        Databases = [],   // only the opened backup tells
    };
}
