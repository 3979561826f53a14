using Satchel.Chats.Sqlite;
using Satchel.Chats.Sqlite.Cipher;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>
/// WeChat on computers: 3.x on Windows, 3.x on a Mac, and 4.x; encrypted, or decrypted by somebody before. Layout and meaning: docs/formats/wechat-desktop.md.
/// </summary>
public sealed class WeChatDesktop : IChatFormat
{
    /// <inheritdoc/>
    public string App => "wechat";

    /// <inheritdoc/>
    public string Platform => "desktop";

    /// <inheritdoc/>
    public IReadOnlyList<ChatSource> Find(string path, ICollection<string> unreadable, CancellationToken cancellationToken) =>
        new DesktopSearch(this, unreadable, cancellationToken).Find(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));

    /// <inheritdoc/>
    public OpenedDatabase OpenDatabase(ChatSource source, ISourceFiles? files, SourceDatabase database, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken)
    {
        string path = source.IsFile ? source.Root : Path.Join(source.Root, database.Path);
        if (database.Container != DesktopNames.Plain)
        {
            return CipherContainer.Open(path, keys, DesktopNames.SchemesOf(GenerationOf(source)));
        }

        string? quiet = SqliteQuietCopy.Make(path, scratchFolder);
        return new OpenedDatabase(quiet ?? path, quiet is not null, null);
    }

    /// <inheritdoc/>
    public void SealDatabase(string container, string? parameters, string plainPath, string outputPath, SourceKeys keys, CancellationToken cancellationToken)
    {
        try
        {
            CipherContainer.Seal(container, parameters, plainPath, outputPath, keys, cancellationToken);
        }
        catch (ChatFormatException failure) when (container == CipherScheme.Version4.Name && parameters is not null
            && failure.Problem is ChatFormatProblem.KeyNeeded or ChatFormatProblem.WrongKey)
        {
            // Whether it was the account's key or the file's own is known only to the check beside the salt.
            CipherContainer.Seal(CipherScheme.Version4Raw.Name, parameters, plainPath, outputPath, keys, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public IChatReader OpenReader(ChatSource source, IReadOnlyDictionary<string, OpenedDatabase> databases, ReaderOptions options)
    {
        if (!source.Databases.Any(database => database.Role == DatabaseRole.Messages && databases.ContainsKey(database.Path)))
        {
            throw new ChatFormatException(ChatFormatProblem.BrokenReference, source.Root, "none of the databases with messages could be opened");
        }

        return new DesktopReader(GenerationOf(source), source, databases, options);
    }

    private static DesktopGeneration GenerationOf(ChatSource source) => source.Databases.Select(database => DesktopNames.GenerationOf(database.Path)).FirstOrDefault(found => found is not null)
        ?? throw new ChatFormatException(ChatFormatProblem.NotThisFormat, source.Root, "holds no database of messages");
}
