using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Satchel.Accounts;
using Satchel.Accounts.Messages;
using Satchel.Server.Accounts;
using Satchel.Server.Database;
using Satchel.Server.Notices;
using Satchel.Server.Problems;
using Satchel.Server.Tokens;

namespace Satchel.Server.Devices;

/// <summary>The devices of an account.</summary>
internal sealed class DeviceQueries(ServerDatabase database, INoticeQueue notices, TimeProvider time)
{
    /// <summary>The most devices an account may have at a time.</summary>
    public const int MaxDevices = 100;

    private const int IdBytes = 16;

    /// <exception cref="ProblemException">The device has no name, a long one, or a key that is none.</exception>
    public static void Require(NewDevice device)
    {
        if (device.Key.Length != SigningKey.PublicKeyBytes || string.IsNullOrWhiteSpace(device.Name) || device.Name.Length > NewDevice.MaxNameCharacters || device.Name.Any(char.IsControl))
        {
            throw new ProblemException(Problem.InvalidRequest, $"a device has a name of 1 to {NewDevice.MaxNameCharacters} characters and a key of {SigningKey.PublicKeyBytes} bytes");
        }
    }

    /// <summary>Adds a device in the caller's transaction, and gives its id.</summary>
    public static async Task<string> AddAsync(DbTransaction transaction, string account, NewDevice device, DateTimeOffset now)
    {
        DbConnection connection = transaction.Connection!;
        if (await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM devices WHERE account = @account AND revoked_at IS NULL", new { account }, transaction) >= MaxDevices)
        {
            throw new ProblemException(Problem.InvalidRequest, $"an account has at most {MaxDevices} devices; revoke one first");
        }

        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        await connection.ExecuteAsync(
            "INSERT INTO devices (id, account, name, public_key, added_at) VALUES (@id, @account, @Name, @Key, @at)",
            new { id, account, device.Name, device.Key, at = now.ToUnixTimeMilliseconds() },
            transaction);
        await AccountEvents.AddAsync(transaction, account, AccountEvents.DeviceAdded, id, now);
        return id;
    }

    /// <summary>Adds a device for an owner, who is told by mail as well: it may be somebody who has the recovery code.</summary>
    public Task<string> AddAsync(Caller caller, NewDevice device, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DateTimeOffset now = time.GetUtcNow();
            string id = await AddAsync(transaction, caller.Account, device, now);
            await notices.EnqueueAsync(transaction, caller.Account, NoticeKind.NewDevice, id, new Dictionary<string, string> { ["device"] = device.Name }, now);
            return id;
        },
        cancellationToken);

    /// <summary>The devices that are not revoked, oldest first.</summary>
    public async Task<IReadOnlyList<DeviceRow>> ListAsync(string account, CancellationToken cancellationToken)
    {
        await using DbConnection connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<DeviceRow>(
            "SELECT id, name, added_at, last_seen_at FROM devices WHERE account = @account AND revoked_at IS NULL ORDER BY added_at, id", new { account })];
    }

    /// <summary>Ends a device and its tokens; false where the account has none of that id.</summary>
    public Task<bool> RevokeAsync(string account, string id, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DateTimeOffset now = time.GetUtcNow();
            int revoked = await transaction.Connection!.ExecuteAsync(
                "UPDATE devices SET revoked_at = @at WHERE id = @id AND account = @account AND revoked_at IS NULL",
                new { id, account, at = now.ToUnixTimeMilliseconds() },
                transaction);
            if (revoked == 1)
            {
                await AccountEvents.AddAsync(transaction, account, AccountEvents.DeviceRevoked, id, now);
            }

            return revoked == 1;
        },
        cancellationToken);
}
