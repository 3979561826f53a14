using System.Data.Common;
using System.Text.Json;
using Dapper;
using Satchel.Server.Accounts;
using Satchel.Server.Database;
using Satchel.Server.Json;
using Satchel.Server.Plans;

namespace Satchel.Server.Pages.Leaving;

/// <summary>
/// All that the server knows of an account, for its person, as JSON: what is in its tables, less the secrets. What they stored is not
/// in it; that only their devices can read.
/// </summary>
internal sealed class AccountData(ServerDatabase database, Catalogue catalogue)
{
    // Each query names the account. What stands for a key, a code or a link is not among the columns.
    private static readonly (string Name, string Sql)[] Lists =
    [
        ("devices", "SELECT id, name, added_at, last_seen_at, revoked_at FROM devices WHERE account = @Id ORDER BY added_at, id"),
        ("vaults", "SELECT v.name, v.created_at, CAST(COALESCE(SUM(b.bytes), 0) AS BIGINT) AS bytes, COUNT(b.name) AS blobs FROM vaults v LEFT JOIN blobs b ON b.vault = v.id WHERE v.account = @Id GROUP BY v.name, v.created_at ORDER BY v.name"),
        ("orders", "SELECT id, plan, platform, kind, months, quota_bytes, price, credit_amount, amount, currency, provider, reference, state, renews, created_at, paid_at, ended_at FROM orders WHERE account = @Id ORDER BY created_at, id"),
        ("periods", "SELECT order_id, plan, quota_bytes, starts_at, ends_at, ended_early_at FROM periods WHERE account = @Id ORDER BY starts_at"),
        ("payments", "SELECT p.provider, p.transaction_id, p.kind, p.order_id, p.amount, p.currency, p.at, p.problem FROM payments p JOIN orders o ON o.id = p.order_id WHERE o.account = @Id ORDER BY p.at"),
        ("notices", "SELECT kind, language, due_at, sent_at, failed FROM notices WHERE account = @Id ORDER BY number"),
        ("events", "SELECT at, kind, device FROM events WHERE account = @Id ORDER BY number"),
        ("browserSessions", "SELECT device, expires_at FROM page_sessions WHERE account = @Id ORDER BY expires_at"),
        ("family", "SELECT CASE WHEN m.id = m.family THEN 1 ELSE 0 END AS bought, m.email FROM accounts a JOIN accounts m ON m.family = a.family WHERE a.id = @Id ORDER BY m.email"),
    ];

    /// <summary>Writes it.</summary>
    public async Task<byte[]> WriteAsync(AccountRow account, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await using (var json = new Utf8JsonWriter(content, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("writtenAt", now.Rfc3339());
            WriteAccount(json, account, now);
            await using DbConnection connection = await database.OpenAsync(cancellationToken);
            foreach ((string name, string sql) in Lists)
            {
                json.WriteStartArray(name);
                foreach (IDictionary<string, object?> row in (await connection.QueryAsync(sql, new { account.Id })).Cast<IDictionary<string, object?>>())
                {
                    WriteRow(json, row);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        return content.ToArray();
    }

    private void WriteAccount(Utf8JsonWriter json, AccountRow account, DateTimeOffset now)
    {
        json.WriteStartObject("account");
        json.WriteString("id", account.Id);
        json.WriteString("email", account.Email);
        json.WriteString("language", account.Language);
        json.WriteString("plan", account.Plan);
        json.WriteNumber("quotaBytes", account.QuotaBytes);
        json.WriteNumber("usedBytes", account.UsedBytes);
        json.WriteString("state", account.StandingAt(now, catalogue.Ladder).Name());
        json.WriteString("endsAt", account.Ends?.Rfc3339());
        json.WriteString("createdAt", JsonBodies.Rfc3339(account.CreatedAt));
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, IDictionary<string, object?> row)
    {
        json.WriteStartObject();
        foreach ((string column, object? value) in row)
        {
            json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(Pascal(column)));
            switch (value)
            {
                case null:
                    json.WriteNullValue();
                    break;
                case long milliseconds when column == "at" || column.EndsWith("_at", StringComparison.Ordinal):
                    json.WriteStringValue(JsonBodies.Rfc3339(milliseconds));
                    break;
                case long number:
                    json.WriteNumberValue(number);
                    break;
                case int number:
                    json.WriteNumberValue(number);
                    break;
                default:
                    json.WriteStringValue(value.ToString());
                    break;
            }
        }

        json.WriteEndObject();
    }

    private static string Pascal(string column) => string.Concat(column.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
