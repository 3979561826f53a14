using System.Buffers;
using System.Text.Json;

namespace Satchel.Cli;

/// <summary>Results for a script: one JSON object a line, what is not known left out.</summary>
internal sealed class JsonLines(Terminal terminal) : IDisposable
{
    private const int FlushAtBytes = 32 * 1024;

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _writer = new(Stream.Null, RecordJson.WriterOptions);

    /// <summary>Writes one object; <paramref name="members"/> writes what is in it.</summary>
    public void Write(Action<Utf8JsonWriter> members) => WriteObject(json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    });

    /// <summary>Writes one object that <paramref name="write"/> begins and ends itself.</summary>
    public void WriteObject(Action<Utf8JsonWriter> write)
    {
        _writer.Reset(_buffer);
        write(_writer);
        _writer.Flush();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FlushAtBytes)
        {
            Flush();
        }
    }

    /// <summary>Hands on what was written so far.</summary>
    public void Flush()
    {
        terminal.OutputStream.Write(_buffer.WrittenSpan);
        terminal.OutputStream.Flush();
        _buffer.ResetWrittenCount();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Flush();
        _writer.Dispose();
    }
}
