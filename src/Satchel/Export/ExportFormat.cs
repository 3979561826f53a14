namespace Satchel;

/// <summary>What a history is exported as.</summary>
public enum ExportFormat
{
    /// <summary>The record stream: one JSON object a line.</summary>
    Jsonl,

    /// <summary>Pages for a browser.</summary>
    Html,

    /// <summary>Plain text, a line a message.</summary>
    Txt,

    /// <summary>A table, a row a message.</summary>
    Csv,
}
