using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>
/// WhatsApp and WhatsApp Business on iPhone: the app's folder that a tool unpacked from a backup, or its database alone. Layout and
/// meaning: docs/formats/whatsapp-ios.md.
/// </summary>
public sealed class WhatsAppIos : IChatFormat
{
    /// <inheritdoc/>
    public string App => "whatsapp";

    /// <inheritdoc/>
    public string Platform => "ios";

    /// <inheritdoc/>
    public IReadOnlyList<ChatSource> Find(string path, ICollection<string> unreadable, CancellationToken cancellationToken) =>
        new IosSearch(this, unreadable, cancellationToken).Find(Path.GetFullPath(path));

    /// <inheritdoc/>
    public OpenedDatabase OpenDatabase(ChatSource source, ISourceFiles? files, SourceDatabase database, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken)
    {
        string path = source.IsFile ? source.Root : Path.Join(source.Root, database.Path);
        string? copy = files is null ? null : IosDatabaseCopy.Make(files, database.Path, scratchFolder, cancellationToken);
        try
        {
            string? quiet = SqliteQuietCopy.Make(copy ?? path, scratchFolder);
            if (quiet is null && copy is not null)
            {
                (quiet, copy) = (copy, null);
            }

            return new OpenedDatabase(quiet ?? path, quiet is not null, null);
        }
        finally
        {
            IosDatabaseCopy.Delete(copy);
        }
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
}
