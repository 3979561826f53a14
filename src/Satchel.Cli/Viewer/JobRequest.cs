namespace Satchel.Cli.Viewer;

/// <summary>What the page wants done: the options of the command of the same name.</summary>
internal sealed record JobRequest
{
    /// <summary><c>export</c>, <c>restore</c> or <c>migrate</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>The key of the only history; left out for all.</summary>
    public string? H { get; init; }

    /// <summary>Export: the format.</summary>
    public string? Format { get; init; }

    /// <summary>Export and migrate: where to.</summary>
    public string? Out { get; init; }

    /// <summary>Export: the folder of attachments.</summary>
    public string? Media { get; init; }

    /// <summary>Export: the language of headings.</summary>
    public string? Language { get; init; }

    /// <summary>Restore: the snapshot's id, or <c>latest</c>.</summary>
    public string? Snapshot { get; init; }

    /// <summary>Restore: the folder. Migrate: the format.</summary>
    public string? To { get; init; }

    /// <summary>Restore: write plain databases.</summary>
    public bool Decrypted { get; init; }

    /// <summary>Restore and migrate: go on where the folder is not empty.</summary>
    public bool Overwrite { get; init; }

    /// <summary>Migrate: the phone's own store.</summary>
    public string? Into { get; init; }

    /// <summary>Migrate: what the store is wrapped in.</summary>
    public string? Container { get; init; }

    /// <summary>Migrate: the only chats.</summary>
    public string[]? OnlyChats { get; init; }

    /// <summary>Migrate: sent since then.</summary>
    public string? Since { get; init; }

    /// <summary>Migrate: sent until then.</summary>
    public string? Until { get; init; }

    /// <summary>Migrate: write nothing.</summary>
    public bool DryRun { get; init; }

    /// <summary>Migrate: merge also what belongs to different owners.</summary>
    public bool Force { get; init; }

    /// <summary>Restore and migrate: files with keys.</summary>
    public string[]? Key { get; init; }
}
