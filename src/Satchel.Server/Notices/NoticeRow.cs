namespace Satchel.Server.Notices;

/// <summary>A notice as the database has it.</summary>
internal sealed class NoticeRow
{
    /// <summary>What a statement selects for one.</summary>
    public const string Columns = "n.number, n.account, n.kind, n.key, n.language, n.content, n.due_at, n.sent_at, n.attempts, n.failed";

    public long Number { get; init; }

    public string Account { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Key { get; init; } = "";

    public string Language { get; init; } = "";

    /// <summary>What its text names, as JSON.</summary>
    public string Content { get; init; } = "";

    public long DueAt { get; init; }

    public long? SentAt { get; init; }

    public long Attempts { get; init; }

    /// <summary>1 where it was given up.</summary>
    public long Failed { get; init; }

    /// <summary>The account's address, where that was asked for.</summary>
    public string Email { get; init; } = "";
}
