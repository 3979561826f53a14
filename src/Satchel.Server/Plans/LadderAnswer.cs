namespace Satchel.Server.Plans;

/// <summary>What happens when a plan ends, as people are told of it.</summary>
internal sealed record LadderAnswer(
    IReadOnlyList<int> RemindDaysBefore, int GraceDays, int ReadOnlyDays, IReadOnlyList<int> AnnounceDeletionDaysBefore, int TrashDays, bool Deletion);
