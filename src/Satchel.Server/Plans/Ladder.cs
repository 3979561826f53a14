namespace Satchel.Server.Plans;

/// <summary>What happens when a plan ends, step by step.</summary>
/// <param name="RemindDaysBefore">On which days before the end people are reminded, descending.</param>
/// <param name="GraceDays">For how many days everything goes on working after it.</param>
/// <param name="ReadOnlyDays">For how many days after that everything can be read.</param>
/// <param name="AnnounceDeletionDaysBefore">On which days before the deletion it is announced, descending.</param>
/// <param name="TrashDays">For how many days what was deleted can be brought back.</param>
/// <param name="Deletes">Whether anything is deleted at all, or the operator only told what would be.</param>
/// <param name="BreakerPercent">Of how many accounts in a hundred, deleted in a day, the deletion stops instead.</param>
/// <param name="BreakerBytes">Of how many bytes, deleted in a day, it stops instead.</param>
internal sealed record Ladder(
    IReadOnlyList<int> RemindDaysBefore,
    int GraceDays,
    int ReadOnlyDays,
    IReadOnlyList<int> AnnounceDeletionDaysBefore,
    int TrashDays,
    bool Deletes,
    int BreakerPercent,
    long BreakerBytes)
{
    /// <summary>When an account whose plan ended can only be read any more.</summary>
    public DateTimeOffset ReadOnlyFrom(DateTimeOffset endsAt) => endsAt.AddDays(GraceDays);

    /// <summary>The earliest day on which what it stores may be deleted.</summary>
    public DateTimeOffset DeletionFrom(DateTimeOffset endsAt) => endsAt.AddDays(GraceDays + ReadOnlyDays);
}
