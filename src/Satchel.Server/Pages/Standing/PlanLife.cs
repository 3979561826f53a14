using Satchel.Server.Accounts;
using Satchel.Server.Pages.Pictures;
using Satchel.Server.Pages.Texts;
using Satchel.Server.Plans;

namespace Satchel.Server.Pages.Standing;

/// <summary>What will happen to an account when, if nobody pays: from the account and the catalogue, as the server will do it.</summary>
internal sealed class PlanLife
{
    private static readonly TimeSpan LongestPaid = TimeSpan.FromDays(370);

    private PlanLife(IReadOnlyList<LifeStep> steps, TimePicture picture)
    {
        Steps = steps;
        Picture = picture;
    }

    /// <summary>The steps, in order.</summary>
    public IReadOnlyList<LifeStep> Steps { get; }

    public TimePicture Picture { get; }

    /// <summary>The life of an account's plan; null for a plan without end.</summary>
    public static PlanLife? Of(AccountRow account, Catalogue catalogue, DateTimeOffset now)
    {
        if (account.Ends is not { } ends)
        {
            return null;
        }

        Ladder ladder = catalogue.Ladder;
        DateTimeOffset readOnlyFrom = ladder.ReadOnlyFrom(ends);
        DateTimeOffset announced = ladder.DeletionFrom(ends);
        DateTimeOffset deletion = account.DeletedAt is { } deleted ? Time(deleted) : account.DeletionAt is { } planned ? Time(planned) : Later(announced, FirstWarning(ladder, now));
        DateTimeOffset gone = deletion.AddDays(ladder.TrashDays);
        List<LifeStep> steps =
        [
            .. ladder.RemindDaysBefore.Where(days => ends.AddDays(-days) > now).Select(days => new LifeStep(ends.AddDays(-days), LifeTexts.Reminder, LifeTexts.ReminderMeans, "time-paid")),
            new(ends, LifeTexts.Ends, LifeTexts.EndsMeans, "time-grace"),
            new(readOnlyFrom, LifeTexts.ReadOnly, LifeTexts.ReadOnlyMeans, "time-read"),
        ];
        if (account.Hold != 0)
        {
            steps.Add(new LifeStep(deletion, LifeTexts.Held, LifeTexts.HeldMeans, "time-read"));
        }
        else if (!ladder.Deletes && account.DeletedAt is null)
        {
            steps.Add(new LifeStep(deletion, LifeTexts.Kept, LifeTexts.KeptMeans, "time-read"));
        }
        else
        {
            steps.AddRange(ladder.AnnounceDeletionDaysBefore.Where(_ => account.DeletedAt is null).Select(days => new LifeStep(deletion.AddDays(-days), LifeTexts.Announced, LifeTexts.AnnouncedMeans, "time-gone")));
            steps.Add(new LifeStep(deletion, LifeTexts.Deleted, LifeTexts.DeletedMeans, "time-gone"));
            steps.Add(new LifeStep(gone, LifeTexts.Gone, LifeTexts.GoneMeans, "time-trash"));
        }

        DateTimeOffset begin = Earlier(now, ends);
        begin = Later(begin, ends - LongestPaid);
        Stretch[] stretches =
        [
            new(StretchKind.Paid, (ends - begin).TotalDays),
            new(StretchKind.Grace, ladder.GraceDays),
            new(StretchKind.ReadOnly, (deletion - readOnlyFrom).TotalDays),
            new(StretchKind.Trash, ladder.TrashDays),
        ];
        return new PlanLife([.. steps.OrderBy(step => step.At)], new TimePicture([.. stretches.Where(stretch => stretch.Days > 0)], (now - begin).TotalDays));
    }

    // Where the first announcement is still to come, it comes before the deletion in full.
    private static DateTimeOffset FirstWarning(Ladder ladder, DateTimeOffset now) => now.AddDays(ladder.AnnounceDeletionDaysBefore[0]);

    private static DateTimeOffset Time(long unixMilliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
