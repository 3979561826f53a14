using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp.Crypt;
using Satchel.Chats.WhatsApp.Increments;

namespace Satchel.Chats.WhatsApp.Android;

/// <summary>
/// WhatsApp and WhatsApp Business on Android: the folder that a person can copy from a phone, the app's own data folder
/// (from a rooted phone), or a database alone. Layout and meaning: docs/formats/whatsapp-android.md.
/// </summary>
public sealed class WhatsAppAndroid : IChatFormat
{
    /// <inheritdoc/>
    public string App => "whatsapp";

    /// <inheritdoc/>
    public string Platform => "android";

    /// <inheritdoc/>
    public IReadOnlyList<ChatSource> Find(string path, ICollection<string> unreadable, CancellationToken cancellationToken) =>
        new SourceSearch(this, unreadable, cancellationToken).Find(Path.GetFullPath(path));

    /// <inheritdoc/>
    public OpenedDatabase OpenDatabase(ChatSource source, ISourceFiles? files, SourceDatabase database, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken)
    {
        (string plain, bool isScratch, string? parameters) = MakePlain(database, PathOf(source, database), keys, scratchFolder, cancellationToken);
        try
        {
            return new OpenedDatabase(plain, isScratch, parameters)
            {
                Companions = IncrementFiles.Open(source.Root, database.Companions, keys, scratchFolder, cancellationToken),
            };
        }
        catch when (isScratch)
        {
            File.Delete(plain);
            throw;
        }
    }

    /// <inheritdoc/>
    public void SealDatabase(string container, string? parameters, string plainPath, string outputPath, SourceKeys keys, CancellationToken cancellationToken) =>
        CryptFile.Seal(container, parameters, plainPath, outputPath, keys, cancellationToken);

    /// <inheritdoc/>
    public IChatReader OpenReader(ChatSource source, IReadOnlyDictionary<string, OpenedDatabase> databases, ReaderOptions options)
    {
        SourceDatabase messages = source.Databases.FirstOrDefault(database => database.Role == DatabaseRole.Messages)
            ?? throw new ChatFormatException(ChatFormatProblem.NotThisFormat, source.Root, "holds no database of messages");
        if (!databases.TryGetValue(messages.Path, out OpenedDatabase? opened))
        {
            throw new ChatFormatException(ChatFormatProblem.BrokenReference, messages.Path, "the messages' database could not be opened");
        }

        List<string> contacts = [];
        foreach (SourceDatabase database in source.Databases)
        {
            if (database.Role == DatabaseRole.Contacts && databases.TryGetValue(database.Path, out OpenedDatabase? names))
            {
                contacts.Add(names.File.Path);
            }
        }

        return new WhatsAppReader(messages.Path, opened, contacts, options.AccountId ?? source.AccountId);
    }

    private static (string Path, bool IsScratch, string? Parameters) MakePlain(SourceDatabase database, string path, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken)
    {
        if (database.Container == WhatsAppNames.Plain)
        {
            return SqliteQuietCopy.Make(path, scratchFolder) is { } quiet ? (quiet, true, null) : (path, false, null);
        }

        string plain = SqliteQuietCopy.ScratchPath(scratchFolder);
        string parameters = CryptFile.Open(path, keys, plain, cancellationToken);
        if (WhatsAppNames.SniffContainer(plain) == WhatsAppNames.Plain)
        {
            return (plain, true, parameters);
        }

        File.Delete(plain);
        throw new ChatFormatException(ChatFormatProblem.NotThisFormat, database.Path, "decrypts to something else than a database");
    }

    private static string PathOf(ChatSource source, SourceDatabase database) => source.IsFile ? source.Root : Path.Join(source.Root, database.Path);
}
