namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>What the text of a message turned out to be.</summary>
/// <param name="Kind">What it is.</param>
internal sealed record ExportContent(MessageKind Kind)
{
    /// <summary>Its text or caption.</summary>
    public string? Text { get; init; }

    /// <summary>The file that it names; null for none.</summary>
    public string? FileName { get; init; }

    /// <summary>The file's name to show.</summary>
    public string? ShownName { get; init; }

    /// <summary>Whether a file was left out of the export.</summary>
    public bool IsOmitted { get; init; }

    /// <summary>What it has beyond text and files.</summary>
    public MessageBody? Body { get; init; }

    /// <summary>A member of the raw object that says what the model does not.</summary>
    public (string Name, string Value)? Raw { get; init; }

    /// <summary>Votes for the options of a poll.</summary>
    public IReadOnlyList<long>? Votes { get; init; }

    /// <summary>Whether the text ended in the mark of an edited message.</summary>
    public bool IsEdited { get; init; }
}
