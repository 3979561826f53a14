namespace Satchel.Server.Accounts;

/// <summary>An account as the database has it, without its secrets.</summary>
internal sealed class AccountRow
{
    /// <summary>What a statement selects for one.</summary>
    public const string Columns = "id, email, plan, quota_bytes, used_bytes, reserved_bytes, ends_at, suspended, created_at";

    public string Id { get; init; } = "";

    public string Email { get; init; } = "";

    public string Plan { get; init; } = "";

    public long QuotaBytes { get; init; }

    public long UsedBytes { get; init; }

    public long ReservedBytes { get; init; }

    public long? EndsAt { get; init; }

    public long Suspended { get; init; }

    public long CreatedAt { get; init; }

    /// <summary>When the plan ends, where it does.</summary>
    public DateTimeOffset? Ends => EndsAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <summary>What the account may do now.</summary>
    public AccountStanding StandingAt(DateTimeOffset now) => AccountStandings.Of(Suspended != 0, EndsAt, now);
}
