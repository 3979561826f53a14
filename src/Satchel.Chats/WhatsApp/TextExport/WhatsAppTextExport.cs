namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>
/// Chats that WhatsApp exported as text, on Android and on an iPhone: a text, a text with its media in a folder, or both in a ZIP. Forms and
/// languages: docs/formats/whatsapp-text.md.
/// </summary>
public sealed class WhatsAppTextExport : IChatFormat
{
    /// <inheritdoc/>
    public string App => "whatsapp";

    /// <inheritdoc/>
    public string Platform => "export";

    /// <inheritdoc/>
    public IReadOnlyList<ChatSource> Find(string path, ICollection<string> unreadable, CancellationToken cancellationToken) =>
        new ExportSearch(this, unreadable, cancellationToken).Find(Path.GetFullPath(path));

    /// <inheritdoc/>
    public OpenedDatabase OpenDatabase(ChatSource source, ISourceFiles? files, SourceDatabase database, SourceKeys keys, string scratchFolder, CancellationToken cancellationToken) =>
        throw new ChatFormatException(ChatFormatProblem.NotThisFormat, database.Path, "an exported chat has no databases");

    /// <inheritdoc/>
    public void SealDatabase(string container, string? parameters, string plainPath, string outputPath, SourceKeys keys, CancellationToken cancellationToken) =>
        throw new ChatFormatException(ChatFormatProblem.NotThisFormat, container, "an exported chat has no databases");

    /// <inheritdoc/>
    public IChatReader OpenReader(ChatSource source, IReadOnlyDictionary<string, OpenedDatabase> databases, ReaderOptions options) =>
        source.Container == ExportFiles.Zip
            ? ExportZip.OpenReader(source.Root, options)
            : new TextExportReader(ExportFiles.TextsOf(source), options, TimeProvider.System, null);
}
