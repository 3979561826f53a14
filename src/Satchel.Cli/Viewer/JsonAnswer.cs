using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Satchel.Cli.Viewer;

/// <summary>Answers in JSON, whole or not at all.</summary>
internal static class JsonAnswer
{
    private const int FirstBytes = 16 * 1024;

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
        var buffer = new ArrayBufferWriter<byte>(FirstBytes);
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
    }
}
