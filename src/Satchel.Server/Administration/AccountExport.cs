using System.Data.Common;
using System.Text.Json;
using Dapper;
using Satchel.Accounts.Messages;
using Satchel.Server.Accounts;
using Satchel.Server.Blobs;
using Satchel.Server.Database;
using Satchel.Server.Operations;
using Satchel.Server.Plans;
using Satchel.Storage;
using Satchel.Storage.FileSystem;

namespace Satchel.Server.Administration;

/// <summary>
/// All that the server has of an account, in a folder: <c>account.json</c>, <c>devices.json</c>, <c>events.json</c>, and each
/// vault as the folder vault that it is, which its owner's passphrase or recovery code opens.
/// </summary>
internal sealed class AccountExport(ServerDatabase database, BlobStorage storage, Catalogue catalogue, TimeProvider time)
{
    private const int PageRows = 500;

    /// <summary>Writes the export.</summary>
    /// <exception cref="AdministrationException">The folder is there already.</exception>
    public async Task RunAsync(AccountRow account, string folder, CancellationToken cancellationToken)
    {
        if (Path.Exists(folder))
        {
            throw new AdministrationException($"{folder} is there already");
        }

        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var info = new AccountInfo(
            account.Email, account.Id, account.Plan, account.QuotaBytes, account.UsedBytes, account.StandingAt(time.GetUtcNow(), catalogue.Ladder).Name(), [], account.Ends);
        await File.WriteAllTextAsync(Path.Combine(folder, "account.json"), JsonSerializer.Serialize(info, AccountsJson.Default.AccountInfo), cancellationToken);
        AccountEventList events = await AccountEvents.ListAsync(database, account.Id, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "events.json"), JsonSerializer.Serialize(events, AccountsJson.Default.AccountEventList), cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "devices.json"), JsonSerializer.Serialize(await ReadDevicesAsync(account, cancellationToken), AccountsJson.Default.DeviceList), cancellationToken);
        foreach ((long vault, string name) in await ReadVaultsAsync(account, cancellationToken))
        {
            await using var target = new FolderBlobStore(Path.Combine(folder, "vaults", name), time);
            await CopyBlobsAsync(vault, target, cancellationToken);
            await CopyHeadsAsync(vault, target, cancellationToken);
        }

        await database.WriteAsync(
            async transaction =>
            {
                await AuditLog.AddAsync(transaction, time.GetUtcNow(), "operator", "account.export", account.Id, "");
                return true;
            },
            cancellationToken);
    }

    private async Task<DeviceList> ReadDevicesAsync(AccountRow account, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        IEnumerable<Devices.DeviceRow> rows = await connection.QueryAsync<Devices.DeviceRow>("SELECT id, name, added_at, last_seen_at FROM devices WHERE account = @Id ORDER BY added_at", new { account.Id });
        return new DeviceList([.. rows.Select(row => new DeviceEntry(
            row.Id, row.Name, DateTimeOffset.FromUnixTimeMilliseconds(row.AddedAt), false, row.LastSeenAt is { } seen ? DateTimeOffset.FromUnixTimeMilliseconds(seen) : null))]);
    }

    private async Task<IReadOnlyList<(long Id, string Name)>> ReadVaultsAsync(AccountRow account, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<(long, string)>("SELECT id, name FROM vaults WHERE account = @Id ORDER BY name", new { account.Id })];
    }

    private async Task CopyBlobsAsync(long vault, FolderBlobStore target, CancellationToken cancellationToken)
    {
        var blobs = new BlobQueries(database, time);
        string after = "";
        while (await blobs.ListAsync(vault, "", after, PageRows, cancellationToken) is { Count: > 0 } page)
        {
            foreach (BlobRow blob in page)
            {
                (IBlobStore store, BlobName place) = storage.Locate(vault, blob.StorageKey);
                byte[] content = await store.ReadAllAsync(place, BlobLimits.MaxBlobBytes, cancellationToken);
                await target.PutAsync(new BlobName(blob.Name), content, cancellationToken);
            }

            after = page[^1].Name;
        }
    }

    private async Task CopyHeadsAsync(long vault, FolderBlobStore target, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        foreach ((string name, byte[] content) in await connection.QueryAsync<(string, byte[])>("SELECT name, content FROM heads WHERE vault = @vault ORDER BY name", new { vault }))
        {
            await target.CompareAndSetHeadAsync(new BlobName(name), null, content, cancellationToken);
        }
    }
}
