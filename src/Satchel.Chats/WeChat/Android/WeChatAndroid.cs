using Satchel.Chats.Sqlite;
using Satchel.Chats.Sqlite.Cipher;

namespace Satchel.Chats.WeChat.Android;

/// <summary>
/// WeChat on Android: the app's private folder of an account, with the account's folder on shared storage where that lies beside it, or its database alone,
/// encrypted or not. Layout and meaning: docs/formats/wechat-android.md.
/// </summary>
public sealed class WeChatAndroid : IChatFormat
{
    private static readonly CipherScheme[] Schemes = [CipherScheme.Version1];

    /// <inheritdoc/>
    public string App => "wechat";

    /// <inheritdoc/>
    public string Platform => "android";

    /// <inheritdoc/>
    public IReadOnlyList<ChatSource> Find(string path, ICollection<string> unreadable, CancellationToken cancellationToken) =>
        new AndroidSearch(this, unreadable, cancellationToken).Find(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    /// <inheritdoc/>
    public OpenedDatabase OpenDatabase(ChatSource source, ISourceFiles? files, SourceDatabase database, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken)
    {
        string path = source.IsFile ? source.Root : Path.Join(source.Root, database.Path);
        if (database.Container != AndroidNames.Plain)
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
        SourceDatabase messages = source.Databases.FirstOrDefault(database => database.Role == DatabaseRole.Messages)
            ?? throw new ChatFormatException(ChatFormatProblem.NotThisFormat, source.Root, "holds no database of messages");
        if (!databases.TryGetValue(messages.Path, out OpenedDatabase? opened))
        {
            throw new ChatFormatException(ChatFormatProblem.BrokenReference, messages.Path, "the messages' database could not be opened");
        }

        SourceDatabase? index = source.Databases.FirstOrDefault(database => database.Role == DatabaseRole.Contacts);
        NamedDatabase? files = index is not null && databases.TryGetValue(index.Path, out OpenedDatabase? fileIndex) ? new NamedDatabase(index.Path, fileIndex) : null;
        return new AndroidReader(MediaFolders.Of(source, messages), new NamedDatabase(messages.Path, opened), files, options.AccountId ?? source.AccountId);
    }
}
