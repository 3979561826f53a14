using Satchel.Server.Plans;

namespace Satchel.Server.Accounts;

/// <summary>An account as the database has it, without its secrets.</summary>
internal sealed class AccountRow
{
    /// <summary>What a statement selects for one.</summary>
    public const string Columns = "id, email, plan, quota_bytes, used_bytes, reserved_bytes, ends_at, suspended, created_at, language, hold, held_reason, family, deletion_at, deletion_announced_at, deleted_at";

    public string Id { get; init; } = "";

    public string Email { get; init; } = "";

    public string Plan { get; init; } = "";

    public long QuotaBytes { get; init; }

    public long UsedBytes { get; init; }

    public long ReservedBytes { get; init; }

    public long? EndsAt { get; init; }

    public long Suspended { get; init; }

    public long CreatedAt { get; init; }

    /// <summary>The language its person reads; null where nobody said.</summary>
    public string? Language { get; init; }

    /// <summary>1 where nothing of it may be deleted, whoever asks.</summary>
    public long Hold { get; init; }

    public string? HeldReason { get; init; }

    /// <summary>The account whose family plan it shares, which is itself for the one that bought it; null outside of families.</summary>
    public string? Family { get; init; }

    /// <summary>When what it stores is to be deleted; null until that has been announced.</summary>
    public long? DeletionAt { get; init; }

    /// <summary>When the first of the announcements was made.</summary>
    public long? DeletionAnnouncedAt { get; init; }

    /// <summary>When it went into the trash; null where it did not.</summary>
    public long? DeletedAt { get; init; }

    /// <summary>When the plan ends, where it does.</summary>
    public DateTimeOffset? Ends => EndsAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>What the account may do now.</summary>
    public AccountStanding StandingAt(DateTimeOffset now, Ladder ladder) => AccountStandings.Of(Suspended != 0, DeletedAt is not null, EndsAt, ladder, now);
}
