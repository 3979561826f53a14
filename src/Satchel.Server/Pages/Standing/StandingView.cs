using Satchel.Server.Accounts;
using Satchel.Server.Pages.Texts;
using Satchel.Server.Plans;

namespace Satchel.Server.Pages.Standing;

/// <summary>How an account stands, as its first page says it.</summary>
/// <param name="Name">In a word.</param>
/// <param name="Meaning">What it means.</param>
/// <param name="Style">How much it matters.</param>
internal sealed record StandingView(Text Name, Text Meaning, string Style)
{
    public static StandingView Of(AccountRow account, AccountStanding standing, Ladder ladder) => standing switch
    {
        AccountStanding.Suspended => new(StandingTexts.Suspended, StandingTexts.SuspendedMeans, "bad"),
        AccountStanding.Deleted => new(StandingTexts.Deleted, StandingTexts.DeletedMeans, "bad"),
        AccountStanding.ReadOnly when account is { DeletionAt: not null, Hold: 0 } && ladder.Deletes => new(StandingTexts.DeletionAhead, StandingTexts.DeletionAheadMeans, "bad"),
        AccountStanding.ReadOnly => new(StandingTexts.ReadOnly, StandingTexts.ReadOnlyMeans, "warn"),
        AccountStanding.Grace => new(StandingTexts.Grace, StandingTexts.GraceMeans, "warn"),
        _ => new(StandingTexts.Active, StandingTexts.ActiveMeans, "good"),
    };
}
