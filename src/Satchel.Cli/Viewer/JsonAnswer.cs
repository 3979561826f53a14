using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Satchel.Cli.Viewer;

/// <summary>Answers in JSON, whole or not at all.</summary>
internal static class JsonAnswer
{
    private const int FirstBytes = 64 * 1024;
    private const int MostKeptBytes = 1024 * 1024;

    // Used again: as garbage they would make the process grow, because arrays of this length are seldom collected.
    private static readonly ConcurrentBag<ArrayBufferWriter<byte>> Buffers = [];

    /// <summary>Answers what <paramref name="write"/> writes.</summary>
    public static Task WriteAsync(HttpResponse response, Action<Utf8JsonWriter> write) => WriteAsync(response, "application/json", write);

    /// <summary>Answers an object whose members <paramref name="members"/> writes.</summary>
    public static Task WriteObjectAsync(HttpResponse response, Action<Utf8JsonWriter> members) => WriteAsync(response, json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    });

    /// <summary>Answers what <paramref name="write"/> writes, as some kind of JSON.</summary>
    public static async Task WriteAsync(HttpResponse response, string contentType, Action<Utf8JsonWriter> write)
    {
        ArrayBufferWriter<byte> buffer = Buffers.TryTake(out ArrayBufferWriter<byte>? kept) ? kept : new ArrayBufferWriter<byte>(FirstBytes);
        await using (var json = new Utf8JsonWriter(buffer, RecordJson.WriterOptions))
        {
            write(json);
        }

        response.ContentType = contentType + "; charset=utf-8";
        response.ContentLength = buffer.WrittenCount;
        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
        {
            await response.Body.WriteAsync(buffer.WrittenMemory);
        }

        if (buffer.Capacity <= MostKeptBytes)
        {
            buffer.ResetWrittenCount();
            Buffers.Add(buffer);
        }
    }
}
