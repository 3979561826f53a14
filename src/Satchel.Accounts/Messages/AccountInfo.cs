namespace Satchel.Accounts.Messages;

/// <summary>The answer to <c>GET /v1/account</c>.</summary>
/// <param name="Email">The account's address.</param>
/// <param name="Account">Its id.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="QuotaBytes">The most it may store.</param>
/// <param name="UsedBytes">What it stores.</param>
/// <param name="State">One of <see cref="AccountState"/>.</param>
/// <param name="Warnings">What its person should know, each a code such as <c>plan-ends</c>.</param>
/// <param name="EndsAt">When the plan ends; null where it does not.</param>
/// <param name="DeletionAt">When what is stored is to be deleted; null where that was not announced.</param>
/// <param name="FamilyUsedBytes">What all who share the quota store together; null outside of families.</param>
public sealed record AccountInfo(
    string Email, string Account, string Plan, long QuotaBytes, long UsedBytes, string State, IReadOnlyList<string> Warnings, DateTimeOffset? EndsAt = null,
    DateTimeOffset? DeletionAt = null, long? FamilyUsedBytes = null);
