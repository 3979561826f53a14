using Satchel.Chats.Sqlite;

namespace Satchel.Chats;

/// <summary>One app on one platform: finds its histories and reads them.</summary>
public interface IChatFormat
{
    /// <summary>The app: <c>whatsapp</c>.</summary>
    string App { get; }

    /// <summary>The platform: <c>android</c>.</summary>
    string Platform { get; }

    /// <summary>
    /// Whether its stores tell the media types of files. WeChat's do not, whatever a file's ending says: whoever looks at the contents tells them by their first bytes.
    /// </summary>
    bool TellsMediaTypes => App != "wechat";

    /// <summary>
    /// The histories at or below <paramref name="path"/>, a file or a folder; none where there is nothing of this
    /// format. Folders that cannot be read are passed over and named in <paramref name="unreadable"/>.
    /// </summary>
    IReadOnlyList<ChatSource> Find(string path, ICollection<string> unreadable, CancellationToken cancellationToken);

    /// <summary>
    /// The histories that a source turns out to be once its container is opened: a backup whose list of files is encrypted may hold several accounts.
    /// </summary>
    /// <exception cref="ChatFormatException">It is damaged, or no key opens it.</exception>
    IReadOnlyList<ChatSource> Split(ChatSource source, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken) => [source];

    /// <summary>Opens the files of a source that lie in a container of their own, an iPhone backup; null where they lie as plain files below the source's root.</summary>
    /// <exception cref="ChatFormatException">It is damaged, or no key opens it.</exception>
    ISourceFiles? OpenFiles(ChatSource source, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken) => null;

    /// <summary>
    /// Makes the container again from the tree that <see cref="ISourceFiles.List"/> gave and a restore wrote below <paramref name="treeFolder"/>, whose files it may move.
    /// </summary>
    /// <param name="container">The container's name, as <see cref="ChatSource.Container"/> had it.</param>
    /// <param name="treeFolder">The tree.</param>
    /// <param name="outputFolder">The folder to write into, on the same volume; it is there.</param>
    /// <param name="keys">The person's keys.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.KeyNeeded"/> or <see cref="ChatFormatProblem.WrongKey"/>.</exception>
    void SealFiles(string container, string treeFolder, string outputFolder, SourceKeys keys, CancellationToken cancellationToken) =>
        throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, container, "this version cannot make such a container again");

    /// <summary>Refuses keys with which <see cref="SealFiles"/> would fail, before the tree is written.</summary>
    /// <param name="container">The container's name.</param>
    /// <param name="listsFolder">The files at the top of the tree, without its databases and all that lies in folders.</param>
    /// <param name="keys">The person's keys.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.KeyNeeded"/> or <see cref="ChatFormatProblem.WrongKey"/>.</exception>
    void CheckSealKeys(string container, string listsFolder, SourceKeys keys, CancellationToken cancellationToken)
    {
        // A container of which nothing is encrypted takes any keys.
    }

    /// <summary>
    /// Makes a database of a source readable as plain SQLite: itself where it is plain and quiet, else a copy below
    /// <paramref name="scratchFolder"/> that is decrypted, or has its write-ahead log folded in.
    /// </summary>
    /// <exception cref="ChatFormatException">It is damaged, or no key opens it.</exception>
    OpenedDatabase OpenDatabase(ChatSource source, ISourceFiles? files, SourceDatabase database, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken);

    /// <summary>Encrypts a plain database again into the container it came in.</summary>
    /// <param name="container">The container's name, as <see cref="SourceDatabase.Container"/> had it.</param>
    /// <param name="parameters">The container's parameters, as <see cref="OpenedDatabase.Parameters"/> had them.</param>
    /// <param name="plainPath">The plain database.</param>
    /// <param name="outputPath">The file to make.</param>
    /// <param name="keys">The person's keys.</param>
    /// <param name="cancellationToken">Cancels the work; no output is left then.</param>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.KeyNeeded"/> or <see cref="ChatFormatProblem.WrongKey"/>.</exception>
    void SealDatabase(string container, string? parameters, string plainPath, string outputPath, SourceKeys keys, CancellationToken cancellationToken);

    /// <summary>Opens a reader of the messages of a source whose databases were opened.</summary>
    /// <param name="source">The source.</param>
    /// <param name="databases">Its opened databases by <see cref="SourceDatabase.Path"/>; those that could not be opened are absent.</param>
    /// <param name="options">What the person said about it.</param>
    /// <exception cref="ChatFormatException">The messages' database is not there or not readable.</exception>
    IChatReader OpenReader(ChatSource source, IReadOnlyDictionary<string, OpenedDatabase> databases, ReaderOptions options);
}

/// <summary>A history that could be backed up.</summary>
public sealed record ChatSource
{
    /// <summary>The format that found it.</summary>
    public required IChatFormat Format { get; init; }

    /// <summary>The folder that holds it, or the file that is it; a full path.</summary>
    public required string Root { get; init; }

    /// <summary>Whether <see cref="Root"/> is a single file.</summary>
    public required bool IsFile { get; init; }

    /// <summary>A variant of the app whose accounts are its own: <c>business</c>; null for the app itself.</summary>
    public string? Edition { get; init; }

    /// <summary>Which of the stores that the app leaves on one machine, where it leaves several of one account: <c>3.x</c>, <c>4.x</c>; null for the only one.</summary>
    public string? Store { get; init; }

    /// <summary>The owner's id, where it can be told without opening a database.</summary>
    public string? AccountId { get; init; }

    /// <summary>Which of several accounts below the root it is, as the app names it there: the folder of an account of WeChat's; null where the root holds one history.</summary>
    public string? Part { get; init; }

    /// <summary>What holds the messages: <c>plain</c>, <c>crypt15</c>, …</summary>
    public required string Container { get; init; }

    /// <summary>Whether a key is needed to read the messages.</summary>
    public required bool NeedsKey { get; init; }

    /// <summary>The app's databases in it, the one with the messages first.</summary>
    public required IReadOnlyList<SourceDatabase> Databases { get; init; }
}

/// <summary>What a database of a source is for.</summary>
public enum DatabaseRole
{
    /// <summary>It holds the messages that are read.</summary>
    Messages,

    /// <summary>It holds the contacts' names.</summary>
    Contacts,

    /// <summary>It is kept, and not read for messages: an older copy, a settings database.</summary>
    Other,
}

/// <summary>A database of a source.</summary>
/// <param name="Path">Where it lies below the root, with <c>/</c>; for a single-file source the file's name.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Container">What it is wrapped in: <c>plain</c>, <c>crypt12</c>, <c>crypt14</c>, <c>crypt15</c>.</param>
public sealed record SourceDatabase(string Path, DatabaseRole Role, string Container)
{
    /// <summary>
    /// Files that hold further messages of it, below the source's root, in the order in which they are applied: WhatsApp's increments. Each is kept
    /// as the file it is; when one changes, the messages are read again.
    /// </summary>
    public IReadOnlyList<string> Companions { get; init; } = [];
}

/// <summary>A database that can be read for as long as this lives.</summary>
public sealed class OpenedDatabase : IDisposable
{
    /// <summary>A plain file.</summary>
    /// <param name="plainPath">The plain SQLite file; it has no write-ahead log.</param>
    /// <param name="isScratch">Whether it is a copy of ours, deleted when this is disposed.</param>
    /// <param name="parameters">What it takes to make the container again, as JSON without secrets; null for a plain database.</param>
    public OpenedDatabase(string plainPath, bool isScratch, string? parameters)
        : this(SqliteFile.Plain(plainPath), parameters) => IsScratch = isScratch;

    /// <summary>A file that is decrypted as it is read.</summary>
    /// <param name="file">The file, disposed with this.</param>
    /// <param name="parameters">What it takes to make the container again, as JSON without secrets.</param>
    public OpenedDatabase(SqliteFile file, string? parameters)
    {
        File = file;
        Parameters = parameters;
    }

    /// <summary>Its pages, decrypted where they are encrypted.</summary>
    public SqliteFile File { get; }

    /// <summary>Whether it is a copy of ours, deleted when this is disposed.</summary>
    public bool IsScratch { get; }

    /// <summary>What it takes to make the container again, as JSON without secrets; null for a plain database.</summary>
    public string? Parameters { get; }

    /// <summary>Its companions, in their order.</summary>
    public IReadOnlyList<OpenedCompanion> Companions { get; init; } = [];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (OpenedCompanion companion in Companions)
        {
            if (companion.ScratchPath is { } path)
            {
                System.IO.File.Delete(path);
            }
        }

        (File as IDisposable)?.Dispose();
        if (IsScratch)
        {
            System.IO.File.Delete(File.Path);
        }
    }
}

/// <summary>A companion of a database that was opened beside it.</summary>
/// <param name="Path">Where it lies below the source's root.</param>
/// <param name="ScratchPath">Its plain content, a copy of ours; null where it could not be opened.</param>
/// <param name="Problem">Why it could not be opened; null where it was.</param>
public sealed record OpenedCompanion(string Path, string? ScratchPath, string? Problem);

/// <summary>What the person says about a source.</summary>
/// <param name="AccountId">The owner's id, where the person gave it or a vault knows it.</param>
public sealed record ReaderOptions(string? AccountId = null)
{
    /// <summary>The zone of the phone that wrote a text export, which stores local times; null for the machine's.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>The name under which the owner stands in a text export; null where the person did not say.</summary>
    public string? OwnName { get; init; }

    /// <summary>The person's keys, for what is encrypted apart from the databases: WeChat's pictures. The reader keeps what it needs of them.</summary>
    public SourceKeys Keys { get; init; } = SourceKeys.None;

    /// <summary>The opened files of a source in a container; null where they lie as plain files below the root. The caller keeps them open for as long as the reader lives.</summary>
    public ISourceFiles? Files { get; init; }

    /// <summary>In which order the dates of a text export stand, where the person said; null where the file is to tell.</summary>
    public DateOrder? DateOrder { get; init; }
}
