using Satchel.Storage;
using Satchel.Vaults.Snapshots;

namespace Satchel.Vaults.Maintenance;

/// <summary>Somebody at work in a vault, as its session blob says it (docs/format.md, "Deleting").</summary>
/// <param name="Id">The session: 32 hex digits.</param>
/// <param name="Purpose">What it does.</param>
/// <param name="Device">Which device it is.</param>
/// <param name="Process">Which process.</param>
/// <param name="BegunAt">When the storage got it, by the storage's clock.</param>
internal sealed record Session(string Id, SessionPurpose Purpose, string Device, SessionProcess Process, DateTimeOffset BegunAt)
{
    public const string Folder = "sessions/";
    public const string Kind = "session";

    /// <summary>A session counts no longer than this, so that one whose machine is lost ends; who is at work gives up before.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(96);

    /// <summary>How long before that a writer no longer commits: more than clocks may differ.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    public BlobName Blob => NameOf(Id);

    public static BlobName NameOf(string id) => new(Folder + id);

    /// <summary>A new session's id.</summary>
    public static string NewId() => DeviceId.New();

    /// <summary>Whether it still counts.</summary>
    public bool IsLive(string device, DateTimeOffset now) => now - BegunAt < Lifetime && !Process.HasEnded(Id, Device == device);
}
