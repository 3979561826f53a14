using Satchel.Storage;

namespace Satchel.Vaults.Maintenance;

/// <summary>Who else is at work, as upkeep must know it.</summary>
internal static class UpkeepSessions
{
    /// <summary>The sessions that count, but <paramref name="own"/>.</summary>
    public static async Task<List<Session>> FindLiveAsync(Vault vault, Session? own, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (List<Session> sessions, _) = await vault.Sessions.ListAsync(cancellationToken);
        return [.. sessions.Where(session => session.Id != own?.Id && session.IsLive(vault.Device, now))];
    }

    /// <summary>Two at upkeep at once see each other, and both give up.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Busy"/>.</exception>
    public static async Task RequireAloneAsync(Vault vault, Session own, CancellationToken cancellationToken)
    {
        List<Session> live = await FindLiveAsync(vault, own, own.BegunAt, cancellationToken);
        if (live.FirstOrDefault(session => session.Purpose == SessionPurpose.Upkeep) is Session other)
        {
            throw new VaultException(VaultProblem.Busy, $"{other.Process.Host} is collecting or repairing this vault, in process {other.Process.Process}");
        }
    }

    /// <exception cref="VaultException"><see cref="VaultProblem.Busy"/>.</exception>
    public static async Task RequireNobodyWritesAsync(Vault vault, Session own, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<Session> live = await FindLiveAsync(vault, own, now, cancellationToken);
        if (live.Count > 0)
        {
            throw new VaultException(VaultProblem.Busy, $"{live[0].Process.Host} is writing to this vault, in process {live[0].Process.Process}; deleting at once needs that nobody does");
        }
    }

    /// <summary>Deletes sessions that no longer count, and what lies among them damaged.</summary>
    public static async Task SweepAsync(Vault vault, DateTimeOffset now, CancellationToken cancellationToken)
    {
        (List<Session> sessions, List<(BlobName Blob, string Problem)> damaged) = await vault.Sessions.ListAsync(cancellationToken);
        IEnumerable<BlobName> dead = sessions.Where(session => !session.IsLive(vault.Device, now)).Select(session => session.Blob);
        foreach (BlobName blob in dead.Concat(damaged.Select(session => session.Blob)))
        {
            _ = await vault.Store.DeleteAsync(blob, cancellationToken);
        }
    }
}
