namespace Satchel;

/// <summary>What a restore wrote.</summary>
public sealed record RestoreReport
{
    /// <summary>How many files were written, databases included.</summary>
    public required long Files { get; init; }

    /// <summary>How many of them were databases, written again from their rows.</summary>
    public required long Databases { get; init; }

    /// <summary>How many rows these have.</summary>
    public required long Rows { get; init; }

    /// <summary>How many bytes were written.</summary>
    public required long Bytes { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>What the person should know, a sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>Files that could not be given back because the vault is damaged, each with the reason; where there is any, the exit code is 3.</summary>
    public required IReadOnlyList<string> Lost { get; init; }
}
