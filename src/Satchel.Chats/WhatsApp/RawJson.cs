using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Satchel.Chats.WhatsApp;

/// <summary>Collects what the model has no member for, as one JSON object without spaces.</summary>
internal sealed class RawJson : IDisposable
{
    // The text goes to files and to other programs, never into a page as it is: only what JSON itself needs is escaped.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _writer;
    private bool _begun;

    public RawJson() => _writer = new Utf8JsonWriter(_buffer, Options);

    /// <summary>Adds a number.</summary>
    public void Add(string name, long value) => Begin().WriteNumber(name, value);

    /// <summary>Adds a real, which is finite.</summary>
    public void Add(string name, double value) => Begin().WriteNumber(name, value);

    /// <summary>Adds a truth value.</summary>
    public void Add(string name, bool value) => Begin().WriteBoolean(name, value);

    /// <summary>Adds a text, unless there is none.</summary>
    public void Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            Begin().WriteString(name, value);
        }
    }

    /// <summary>Begins an object inside.</summary>
    public void BeginObject(string name) => Begin().WriteStartObject(name);

    /// <summary>Ends the object inside.</summary>
    public void EndObject() => _writer.WriteEndObject();

    /// <summary>The object so far, or null where nothing was added; this is empty again afterwards.</summary>
    public string? Take()
    {
        if (!_begun)
        {
            return null;
        }

        _writer.WriteEndObject();
        _writer.Flush();
        string json = Encoding.UTF8.GetString(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
        _begun = false;
        return json;
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    private Utf8JsonWriter Begin()
    {
        if (!_begun)
        {
            _writer.WriteStartObject();
            _begun = true;
        }

        return _writer;
    }
}
