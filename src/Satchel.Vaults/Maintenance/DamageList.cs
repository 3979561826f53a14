using Satchel.Vaults.Packs;

namespace Satchel.Vaults.Maintenance;

/// <summary>What a check finds damaged, each thing once, with what it affects. Safe for several threads.</summary>
internal sealed class DamageList
{
    private const int MaxAffects = 8;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly Dictionary<PackName, string> _packs = [];
    private readonly Dictionary<(PackName Pack, int Number), string> _objects = [];

    /// <summary>Notes damage of a blob, a head or a part of one.</summary>
    public void Add(string name, string problem, string? affects = null)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(name, out Entry? entry))
            {
                entry = new Entry(problem, []);
                _entries.Add(name, entry);
            }

            AddAffects(entry, affects);
        }
    }

    /// <summary>Notes that a whole pack cannot be read.</summary>
    public void AddPack(PackName pack, string problem)
    {
        string name = pack.Blob.Value;
        Add(name, problem);
        lock (_lock)
        {
            _packs[pack] = name;
        }
    }

    /// <summary>Notes that one object of a pack cannot be read.</summary>
    public void AddObject(PackName pack, int number, string problem)
    {
        string name = $"{pack.Blob}, object {number}";
        Add(name, problem);
        lock (_lock)
        {
            _objects[(pack, number)] = name;
        }
    }

    /// <summary>Whether nothing was found.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return _entries.Count == 0;
            }
        }
    }

    /// <summary>The packs of which something cannot be read.</summary>
    public IReadOnlySet<PackName> DamagedPacks
    {
        get
        {
            lock (_lock)
            {
                return _packs.Keys.Concat(_objects.Keys.Select(place => place.Pack)).ToHashSet();
            }
        }
    }

    /// <summary>Notes what an object affects, where it was found damaged; true where it was.</summary>
    public bool TryAddAffects(PackName pack, int number, string affects)
    {
        lock (_lock)
        {
            if (!_objects.TryGetValue((pack, number), out string? name) && !_packs.TryGetValue(pack, out name))
            {
                return false;
            }

            AddAffects(_entries[name], affects);
            return true;
        }
    }

    public IReadOnlyList<VaultDamage> ToReport()
    {
        lock (_lock)
        {
            return [.. _entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => new VaultDamage(entry.Key, entry.Value.Problem, Describe(entry.Value.Affects)))];
        }
    }

    private static void AddAffects(Entry entry, string? affects)
    {
        if (affects is not null && entry.Affects.Count <= MaxAffects && !entry.Affects.Contains(affects))
        {
            entry.Affects.Add(affects);
        }
    }

    private static string Describe(List<string> affects) =>
        string.Join("; ", affects.Take(MaxAffects)) + (affects.Count > MaxAffects ? "; and more" : string.Empty);

    private sealed record Entry(string Problem, List<string> Affects);
}
