using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using Satchel.Accounts.Opaque;
using Satchel.Server.Database;

namespace Satchel.Server.Accounts;

/// <summary>What the servers of one cloud share in secret, made by the first of them: OPAQUE's keys, the key under which senders are counted, and the key of the pages' forms.</summary>
internal sealed class ServerKeys : IDisposable
{
    private readonly OpaqueServerKeys _opaque;

    private ServerKeys(OpaqueServerKeys opaque, byte[] counting, byte[] forms)
    {
        _opaque = opaque;
        Opaque = new OpaqueServer(opaque);
        Counting = counting;
        Forms = forms;
    }

    /// <summary>The server's side of signing in.</summary>
    public OpaqueServer Opaque { get; }

    /// <summary>Makes of an address what the limits are counted under, so that the database holds no addresses of machines.</summary>
    public byte[] Counting { get; }

    /// <summary>Makes what a form of the pages carries, so that no other site can send it.</summary>
    public byte[] Forms { get; }

    public static async Task<ServerKeys> OpenAsync(ServerDatabase database, CancellationToken cancellationToken)
    {
        using OpaqueServerKeys made = OpaqueServerKeys.Create();
        byte[] opaque = await KeepAsync(database, "opaque-keys", made.Export(), cancellationToken);
        byte[] counting = await KeepAsync(database, "counting-key", RandomNumberGenerator.GetBytes(32), cancellationToken);
        byte[] forms = await KeepAsync(database, "forms-key", RandomNumberGenerator.GetBytes(64), cancellationToken);
        var keys = new ServerKeys(OpaqueServerKeys.FromBytes(opaque), counting, forms);
        CryptographicOperations.ZeroMemory(opaque);
        return keys;
    }

    public void Dispose() => _opaque.Dispose();

    private static Task<byte[]> KeepAsync(ServerDatabase database, string name, byte[] made, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction =>
        {
            DbConnection connection = transaction.Connection!;
            await connection.ExecuteAsync("INSERT INTO settings (name, value) VALUES (@name, @made) ON CONFLICT (name) DO NOTHING", new { name, made }, transaction);
            return (await connection.ExecuteScalarAsync<byte[]>("SELECT value FROM settings WHERE name = @name", new { name }, transaction))!;
        },
        cancellationToken);
}
