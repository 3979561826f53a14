using System.Globalization;

namespace Satchel.Cli;

/// <summary>When this machine last proved that a snapshot restores: a small file of a vault in the settings, one snapshot a line.</summary>
internal sealed class RehearsalDates
{
    private const long LargestFile = 1024 * 1024;

    private readonly string _path;
    private readonly SortedDictionary<string, DateTimeOffset> _dates = new(StringComparer.Ordinal);

    public RehearsalDates(HomeFolders home, string vaultId)
    {
        _path = Path.Combine(home.Config, $"rehearsed-{vaultId}.txt");
        if (!File.Exists(_path) || new FileInfo(_path).Length > LargestFile)
        {
            return;
        }

        foreach (string line in File.ReadLines(_path))
        {
            if (line.Split(' ') is [var id, var at] && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTimeOffset time))
            {
                _dates[id] = time;
            }
        }
    }

    /// <summary>When the snapshot was last proven; null where it never was.</summary>
    public DateTimeOffset? Find(string snapshotId) => _dates.TryGetValue(snapshotId, out DateTimeOffset at) ? at : null;

    /// <summary>Takes note that it was proven.</summary>
    public void Record(string snapshotId, DateTimeOffset at)
    {
        _dates[snapshotId] = at;
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
        string temporary = _path + ".tmp";
        using (var writer = new StreamWriter(temporary, options))
        {
            foreach ((string id, DateTimeOffset time) in _dates)
            {
                writer.WriteLine($"{id} {time.UtcDateTime:O}");
            }
        }

        File.Move(temporary, _path, overwrite: true);
    }
}
