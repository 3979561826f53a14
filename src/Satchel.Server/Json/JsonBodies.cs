using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Satchel.Server.Problems;

namespace Satchel.Server.Json;

/// <summary>Bodies of requests as JSON, bounded, and times as RFC 3339 has them.</summary>
internal static class JsonBodies
{
    /// <summary>The longest JSON body: a thousand names of blobs, with room.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Reads the body of a request.</summary>
    /// <exception cref="ProblemException">It is not that, or too long.</exception>
    public static async ValueTask<T> ReadJsonAsync<T>(this HttpRequest request, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        byte[] body = await request.ReadBytesAsync(cancellationToken);
        return JsonSerializer.Deserialize(body, type) ?? throw new ProblemException(Problem.InvalidRequest, "the body is null");
    }

    /// <summary>Reads the body of a request as it is, for whoever checks a signature over it.</summary>
    /// <exception cref="ProblemException">It is too long.</exception>
    public static async ValueTask<byte[]> ReadBytesAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes)
        {
            throw new ProblemException(Problem.TooLarge, $"at most {MaxBytes} bytes of JSON are taken");
        }

        using var body = new MemoryStream();
        byte[] buffer = new byte[8192];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is int read and > 0)
        {
            if (body.Length + read > MaxBytes)
            {
                throw new ProblemException(Problem.TooLarge, $"at most {MaxBytes} bytes of JSON are taken");
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    /// <summary>A time as it is written: UTC, milliseconds.</summary>
    public static string Rfc3339(this DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>A time of the database as it is written.</summary>
    public static string Rfc3339(long unixMilliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds).Rfc3339();
}
