namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>Exports that lie as files: texts, alone or with their media beside them.</summary>
internal static class ExportFiles
{
    /// <summary>The container of a text.</summary>
    public const string Text = "txt";

    /// <summary>The container of a text and media in one file.</summary>
    public const string Zip = "zip";

    private static readonly EnumerationOptions FilesOnly = new() { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None, MatchType = MatchType.Simple };

    /// <summary>The texts of a source.</summary>
    public static IReadOnlyList<ExportText> TextsOf(ChatSource source)
    {
        if (source.IsFile)
        {
            return [OfFile(source.Root, null)];
        }

        List<string> texts = [.. Directory.EnumerateFiles(source.Root, "*", FilesOnly).Where(path => IsTextName(path) && IsPlainFile(path) && IsChat(path))];
        texts.Sort(StringComparer.Ordinal);
        return [.. texts.Take(ExportLimits.MaxChatsOfFolder).Select(path => OfFile(path, source.Root))];
    }

    /// <summary>Whether a file may hold a text, by its name.</summary>
    public static bool IsTextName(string path) => path.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a file may be a ZIP, by its name.</summary>
    public static bool IsZipName(string path) => path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a file is an exported chat, by its first kilobytes.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool IsChat(string path)
    {
        using FileStream file = Open(path);
        return ExportRecognition.IsChat(file, Path.GetFileName(path));
    }

    /// <summary>A file with content; opening a pipe would wait for its other end.</summary>
    public static bool IsPlainFile(string path)
    {
        FileInfo file = new(path);
        return file.Exists && file.Length > 0 && (file.Attributes & (FileAttributes.Device | FileAttributes.Directory | FileAttributes.ReparsePoint)) == 0;
    }

    /// <summary>Opens a file that may be written by others meanwhile.</summary>
    public static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Whether a text names a file that is there.</summary>
    /// <param name="path">The text.</param>
    /// <param name="names">The names of the files beside it.</param>
    /// <param name="named">Gets those of them that it names.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public static void FindNamed(string path, HashSet<string> names, HashSet<string> named, CancellationToken cancellationToken)
    {
        using RawMessages messages = new(Open(path));
        while (messages.CharsRead < ExportLimits.MaxBesideChars && messages.Next(out RawMessage message))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string rest = message.Rest;
            bool mayName = rest.AsSpan().IndexOfAny("<(\uFF08\uFF1C") >= 0;
            if (mayName && new SenderNames().Split(rest, isSure: true) is { } split && ContentReader.ReadKnown(rest[split.TextStart..]) is { FileName: { } file } && names.Contains(file))
            {
                named.Add(file);
            }
        }
    }

    private static ExportText OfFile(string path, string? folder) => new()
    {
        FileName = Path.GetFileName(path),
        ContainerName = Path.GetFileName(Path.GetDirectoryName(path)),
        Where = Path.GetFileName(path),
        Open = () => Open(path),
        PathOf = folder is null ? static _ => null : static file => file,
        OpenBeside = file => folder is null ? null : OpenBeside(Path.Join(folder, file)),
    };

    private static FileStream? OpenBeside(string path)
    {
        try
        {
            return IsPlainFile(path) ? Open(path) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
