using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Satchel.Server.Accounts;
using Satchel.Server.Database;
using Satchel.Server.Hosting;
using Satchel.Server.Problems;

namespace Satchel.Server.Limits;

/// <summary>
/// Counts who asks how often, in the database, so that it does not matter which of several servers is asked. A row
/// holds one time: until when what was asked for is spent. It goes when that has passed.
/// </summary>
internal sealed class RateLimits(ServerDatabase database, ServerKeys keys, ServerSettings settings, TimeProvider time)
{
    /// <summary>The column that tells when a row may go.</summary>
    public const string ExpiryColumn = "spent_until";

    private const int IPv6NetworkBytes = 8;
    private const int BucketBytes = 16;

    /// <summary>Counts one request.</summary>
    /// <param name="limit">The limit.</param>
    /// <param name="whose">Whom it counts for.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="ProblemException">There were too many.</exception>
    public async Task SpendAsync(RateLimit limit, string whose, CancellationToken cancellationToken)
    {
        if (!settings.RateLimits)
        {
            return;
        }

        byte[] bucket = BucketOf(limit, whose);
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        long each = (long)limit.Each.TotalMilliseconds;
        long? spentUntil = await database.WriteAsync(
            transaction => transaction.Connection!.ExecuteScalarAsync<long?>(
                """
                INSERT INTO limits (bucket, spent_until) VALUES (@bucket, @now + @each)
                ON CONFLICT (bucket) DO UPDATE SET spent_until = CASE WHEN limits.spent_until > @now THEN limits.spent_until ELSE @now END + @each
                WHERE limits.spent_until <= @latest
                RETURNING spent_until
                """,
                new { bucket, now, each, latest = now + ((limit.Burst - 1) * each) },
                transaction),
            durable: false,
            cancellationToken);
        if (spentUntil is null)
        {
            throw new ProblemException(Problem.TooManyRequests, retryAfter: limit.Each);
        }
    }

    /// <summary>Forgets what was counted: whoever has proved to be the right one was not trying.</summary>
    public Task<bool> ForgiveAsync(RateLimit limit, string whose, CancellationToken cancellationToken) => database.WriteAsync(
        async transaction => await transaction.Connection!.ExecuteAsync("DELETE FROM limits WHERE bucket = @bucket", new { bucket = BucketOf(limit, whose) }, transaction) == 1,
        durable: false,
        cancellationToken);

    /// <summary>Where a request comes from: an IPv4 address, or the /64 that one household has of IPv6.</summary>
    public string NetworkOf(HttpContext context)
    {
        IPAddress? address = context.Connection.RemoteIpAddress;
        if (settings.BehindProxy)
        {
            // The proxy appends who asked it; what stands before that is what the client claims.
            string last = context.Request.Headers["X-Forwarded-For"].ToString().Split(',')[^1].Trim();
            address = IPAddress.TryParse(last, out IPAddress? told) ? told : address;
        }

        if (address is null)
        {
            return "";
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, IPv6NetworkBytes))
            : address.ToString();
    }

    private byte[] BucketOf(RateLimit limit, string whose) => HMACSHA256.HashData(keys.Counting, Encoding.UTF8.GetBytes($"{limit.Name}\0{whose}"))[..BucketBytes];
}
