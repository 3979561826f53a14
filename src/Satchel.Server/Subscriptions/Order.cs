using Satchel.Server.Payments;

namespace Satchel.Server.Subscriptions;

/// <summary>An order as the database has it: what is to be paid, and what was promised for it that day.</summary>
internal sealed class Order
{
    /// <summary>What a statement selects for one.</summary>
    public const string Columns =
        "id, account, plan, platform, kind, months, quota_bytes, people, price, credit_amount, amount, currency, provider, reference, state, renews, created_at, paid_at, ended_at";

    /// <summary>32 random hex digits.</summary>
    public string Id { get; init; } = "";

    public string Account { get; init; } = "";

    public string Plan { get; init; } = "";

    /// <summary>Where it is bought: one of <see cref="Plans.Platforms"/>.</summary>
    public string Platform { get; init; } = "";

    public OrderKind Kind { get; init; }

    public long Months { get; init; }

    public long QuotaBytes { get; init; }

    public long People { get; init; }

    /// <summary>What the catalogue asked for it.</summary>
    public long Price { get; init; }

    /// <summary>What the rest of the plan before is worth.</summary>
    public long CreditAmount { get; init; }

    /// <summary>What is to be paid: the price less the credit.</summary>
    public long Amount { get; init; }

    public string Currency { get; init; } = Money.None;

    /// <summary>Who takes the money; <c>operator</c>, <c>trial</c>, <c>family</c> and <c>free</c> where it is given.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The provider's id of it.</summary>
    public string? Reference { get; init; }

    public OrderState State { get; init; }

    /// <summary>Whether the person asked that it renew by itself.</summary>
    public bool Renews { get; init; }

    public long CreatedAt { get; init; }

    public long? PaidAt { get; init; }

    public long? EndedAt { get; init; }

    /// <summary>What is to be paid.</summary>
    public Money Due => new(Amount, Currency);
}
