using System.Globalization;
using System.Text;

namespace Satchel.Vaults.Snapshots;

/// <summary>
/// The newest record this device saw of each device of a vault, kept in the config folder: lines of device, number and
/// id. A storage that shows less, or something else, went back or was forked.
/// </summary>
internal sealed class SeenHeads
{
    private const string Folder = "seen";
    private readonly VaultHome _home;
    private readonly string _vault;
    private readonly Dictionary<string, DeviceHead> _heads = [];

    public SeenHeads(VaultHome home, string vault)
    {
        _home = home;
        _vault = vault;
        Read();
    }

    /// <summary>Compares what the storage shows with what was seen before.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.RolledBack"/> or <see cref="VaultProblem.Forked"/>.</exception>
    public void Compare(SnapshotChains chains)
    {
        foreach ((string device, DeviceHead seen) in _heads)
        {
            string name = DeviceHead.Folder + device;
            if (chains.Damaged.ContainsKey(name))
            {
                continue;   // Its damage is told as such.
            }

            if (chains.HeadOf(device) is not DeviceHead head || head.Number < seen.Number)
            {
                throw new VaultException(
                    VaultProblem.RolledBack, $"{name}: the storage shows {DescribeNumber(chains.HeadOf(device))} as the newest of this device; record {seen.Number} was seen here before");
            }

            bool isContinued = head == seen
                || chains.Records.ContainsKey(seen.Id)
                || chains.Forgotten.ContainsKey(seen.Id)
                || chains.Records.Values.Any(record => record.Device == device && record.Previous == seen.Id);
            if (head.Number == seen.Number ? head != seen : !isContinued && chains.Damaged.Count == 0)
            {
                throw new VaultException(
                    VaultProblem.Forked, $"{name}: the storage shows a history of this device without record {seen.Number} {seen.Id}, which was seen here before");
            }
        }
    }

    /// <summary>Remembers what the storage shows; where the disk is full, what was remembered before stays.</summary>
    public void Remember(SnapshotChains chains)
    {
        bool isChanged = false;
        foreach ((string device, (DeviceHead head, _)) in chains.Heads)
        {
            if (!_heads.TryGetValue(device, out DeviceHead seen) || seen != head)
            {
                _heads[device] = head;
                isChanged = true;
            }
        }

        if (!isChanged)
        {
            return;
        }

        StringBuilder text = new();
        foreach ((string device, DeviceHead head) in _heads.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            _ = text.Append(CultureInfo.InvariantCulture, $"{device} {head.Number} {head.Id}\n");
        }

        try
        {
            _home.Write(Folder, _vault, Encoding.ASCII.GetBytes(text.ToString()));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // What was seen before still holds; a full disk must not keep anybody from restoring.
        }
    }

    private static string DescribeNumber(DeviceHead? head) =>
        head is DeviceHead shown ? string.Create(CultureInfo.InvariantCulture, $"record {shown.Number}") : "nothing";

    private void Read()
    {
        byte[]? content = _home.TryRead(Folder, _vault);
        foreach (string line in Encoding.ASCII.GetString(content ?? []).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = line.Split(' ');
            if (words.Length == 3
                && DeviceId.IsValid(words[0])
                && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                && Digest.TryParse(words[2], out Digest id))
            {
                _heads[words[0]] = new DeviceHead(number, id);
            }
        }
    }
}
