using System.Globalization;
using Satchel.Vaults;

namespace Satchel.Cli.Commands;

/// <summary>Which snapshots of a source stay: the last ones, and the last of each of the last days, weeks, months and years that have one; 0 is no rule.</summary>
internal sealed record KeepRules(int Last, int Daily, int Weekly, int Monthly, int Yearly)
{
    /// <summary>Whether no rule is given.</summary>
    public bool IsEmpty => Last == 0 && Daily == 0 && Weekly == 0 && Monthly == 0 && Yearly == 0;

    /// <summary>Those that no rule keeps; every source, on every device, is looked at by itself.</summary>
    public List<SnapshotInfo> Forgotten(IEnumerable<SnapshotInfo> snapshots, TimeZoneInfo zone)
    {
        var forgotten = new List<SnapshotInfo>();
        foreach (IGrouping<(string, SourceIdentity), SnapshotInfo> source in snapshots.GroupBy(s => (s.Device, s.Source with { Name = null })))
        {
            List<SnapshotInfo> newestFirst = [.. source.OrderByDescending(s => s.TakenAt).ThenByDescending(s => s.Number)];
            HashSet<string> kept = Kept(newestFirst, zone);
            forgotten.AddRange(newestFirst.Where(s => !kept.Contains(s.Id)));
        }

        return [.. forgotten.OrderBy(s => s.TakenAt)];
    }

    private HashSet<string> Kept(List<SnapshotInfo> newestFirst, TimeZoneInfo zone)
    {
        var kept = new HashSet<string>(newestFirst.Take(Last).Select(s => s.Id));
        KeepOnePer(Daily, local => local.Date);
        KeepOnePer(Weekly, local => (ISOWeek.GetYear(local), ISOWeek.GetWeekOfYear(local)));
        KeepOnePer(Monthly, local => (local.Year, local.Month));
        KeepOnePer(Yearly, local => local.Year);
        return kept;

        void KeepOnePer<T>(int count, Func<DateTime, T> period) =>
            kept.UnionWith(newestFirst.DistinctBy(s => period(TimeZoneInfo.ConvertTime(s.TakenAt, zone).DateTime)).Take(count).Select(s => s.Id));
    }
}
