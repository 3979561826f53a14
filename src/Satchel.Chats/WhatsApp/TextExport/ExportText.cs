namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>The text of one exported chat, wherever it lies.</summary>
internal sealed class ExportText
{
    /// <summary>The file's own name.</summary>
    public required string FileName { get; init; }

    /// <summary>The name of what it lies in, a ZIP or a folder, where the chat's name may stand instead; null for none.</summary>
    public string? ContainerName { get; init; }

    /// <summary>Where it lies, for messages.</summary>
    public required string Where { get; init; }

    /// <summary>Opens it from its start.</summary>
    public required Func<Stream> Open { get; init; }

    /// <summary>Where a file that the text names lies below the source's root; null where the source holds none.</summary>
    public Func<string, string?> PathOf { get; init; } = static _ => null;

    /// <summary>Opens such a file; null where it is not there.</summary>
    public Func<string, Stream?> OpenBeside { get; init; } = static _ => null;
}
