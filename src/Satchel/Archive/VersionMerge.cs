using Satchel.History;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Archive;

/// <summary>Merges the histories of several sources by key: what several know is there once for each version that differs.</summary>
/// <param name="vault">The vault.</param>
/// <param name="layers">The sources, newest first.</param>
/// <param name="isArchive">Whether every version is wanted, or only what is shown now.</param>
/// <param name="report">Told of damage.</param>
internal sealed class VersionMerge(Vault vault, IReadOnlyList<HistoryLayer> layers, bool isArchive, Action<string> report)
{
    /// <summary>Gives the versions of one message after another, in the order of their keys.</summary>
    public async IAsyncEnumerable<IReadOnlyList<ArchivedVersion>> ReadAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<LayerCursor> cursors = [.. layers.Select((l, i) => new LayerCursor(i, vault.OpenMap(l.History), report))];
        try
        {
            foreach (LayerCursor cursor in cursors)
            {
                await cursor.NextAsync(cancellationToken);
            }

            List<LayerMessage> same = [];
            while (TakeLeast(cursors, same))
            {
                List<ArchivedVersion> versions = Combine(same);
                if (versions.Count > 0)
                {
                    yield return versions;
                }

                foreach (LayerMessage taken in same)
                {
                    await cursors[taken.Layer].NextAsync(cancellationToken);
                }
            }
        }
        finally
        {
            foreach (LayerCursor cursor in cursors)
            {
                await cursor.DisposeAsync();
            }
        }
    }

    private static bool TakeLeast(List<LayerCursor> cursors, List<LayerMessage> same)
    {
        same.Clear();
        foreach (LayerCursor cursor in cursors)
        {
            if (cursor.Current is not LayerMessage message)
            {
                continue;
            }

            int order = same.Count == 0 ? 0 : message.Stem.Span.SequenceCompareTo(same[0].Stem.Span);
            if (order < 0)
            {
                same.Clear();
            }

            if (order <= 0)
            {
                same.Add(message);
            }
        }

        return same.Count > 0;
    }

    private List<ArchivedVersion> Combine(List<LayerMessage> same)
    {
        List<ArchivedVersion> versions = [];
        foreach (LayerMessage message in same)
        {
            for (int i = 0; i < message.Versions.Count; i++)
            {
                MapEntry entry = message.Versions[i];
                (long first, long? last) = HistoryRecord.Seen(entry.Record.Span);
                if (isArchive || last is null)
                {
                    Add(versions, new ArchivedVersion(message.Layer, entry, first, last ?? layers[message.Layer].TakenAtMillis, last is null, false));
                }
            }
        }

        if (same.Count > 1)
        {
            versions.Sort((a, b) => a.IsOpen != b.IsOpen ? a.IsOpen.CompareTo(b.IsOpen) : a.FirstMillis.CompareTo(b.FirstMillis));
        }

        if (versions.Count > 0)
        {
            versions[^1] = versions[^1] with { IsLast = true };
        }

        return versions;
    }

    private static void Add(List<ArchivedVersion> versions, ArchivedVersion version)
    {
        int known = versions.FindIndex(v => v.Layer != version.Layer && HistoryRecord.SaysTheSame(v.Entry.Record.Span, version.Entry.Record.Span));
        if (known < 0)
        {
            versions.Add(version);
            return;
        }

        ArchivedVersion other = versions[known];
        versions[known] = other with
        {
            FirstMillis = Math.Min(other.FirstMillis, version.FirstMillis),
            LastMillis = Math.Max(other.LastMillis, version.LastMillis),
            IsOpen = other.IsOpen || version.IsOpen,
        };
    }
}
