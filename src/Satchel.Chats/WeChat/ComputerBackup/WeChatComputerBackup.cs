using Satchel.Chats.Sqlite;
using Satchel.Chats.Sqlite.Cipher;

namespace Satchel.Chats.WeChat.ComputerBackup;

/// <summary>
/// WeChat's own backup to a computer: <c>Backup.db</c> with its containers of texts and media, and the container of version 4, which is kept as it is.
/// Layout and meaning: docs/formats/wechat-computer-backup.md.
/// </summary>
public sealed class WeChatComputerBackup : IChatFormat
{
    private static readonly IReadOnlyList<CipherScheme> Schemes = [CipherScheme.Desktop3];

    /// <inheritdoc/>
    public string App => "wechat";

    /// <inheritdoc/>
    public string Platform => "desktop-backup";

    /// <inheritdoc/>
    public IReadOnlyList<ChatSource> Find(string path, ICollection<string> unreadable, CancellationToken cancellationToken) =>
        new BackupSearch(this, unreadable, cancellationToken).Find(Path.GetFullPath(path));

    /// <inheritdoc/>
    public OpenedDatabase OpenDatabase(ChatSource source, ISourceFiles? files, SourceDatabase database, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken)
    {
        string path = Path.Join(source.Root, database.Path);
        if (database.Container != BackupNames.Plain)
        {
            return CipherContainer.Open(path, keys, Schemes);
        }

        string? quiet = SqliteQuietCopy.Make(path, scratchFolder);
        return new OpenedDatabase(quiet ?? path, quiet is not null, null);
    }

    /// <inheritdoc/>
    public void SealDatabase(string container, string? parameters, string plainPath, string outputPath, SourceKeys keys, CancellationToken cancellationToken) =>
        CipherContainer.Seal(container, parameters, plainPath, outputPath, keys, cancellationToken);

    /// <inheritdoc/>
    public IChatReader OpenReader(ChatSource source, IReadOnlyDictionary<string, OpenedDatabase> databases, ReaderOptions options)
    {
        if (source.Container == BackupNames.Opaque)
        {
            return new OpaqueReader(options.AccountId ?? source.AccountId);
        }

        return databases.TryGetValue(BackupNames.Database, out OpenedDatabase? opened)
            ? new BackupReader(source.Root, opened, options)
            : throw new ChatFormatException(ChatFormatProblem.BrokenReference, BackupNames.Database, "the database of the backup could not be opened");
    }
}
