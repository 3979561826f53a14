using System.Text;

namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>The lines of a text, one at a time, of any length: what is over the limit of a message is passed over.</summary>
internal sealed class ExportLines : IDisposable
{
    private const int FirstBufferChars = 32 * 1024;
    private const int MaxLineChars = ExportLimits.MaxMessageChars;

    private readonly StreamReader _reader;
    private char[] _buffer = new char[FirstBufferChars];
    private int _start;
    private int _end;
    private int _lineEnd;
    private int _next;
    private bool _isOver;

    /// <param name="stream">The text in UTF-8, or in UTF-16 with a byte order mark; closed with this.</param>
    public ExportLines(Stream stream) => _reader = new StreamReader(stream, new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true, bufferSize: FirstBufferChars);

    /// <summary>The line, without its end; good until the next.</summary>
    public ReadOnlySpan<char> Current => _buffer.AsSpan(_start, _lineEnd - _start);

    /// <summary>Characters that were read so far.</summary>
    public long CharsRead { get; private set; }

    /// <summary>Whether a line was longer than the limit.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Goes to the next line; false behind the last.</summary>
    public bool Next()
    {
        int from = _next;
        _start = from;
        int scanned = from;
        while (true)
        {
            int at = Array.IndexOf(_buffer, '\n', scanned, _end - scanned);
            if (at >= 0)
            {
                _lineEnd = at > _start && _buffer[at - 1] == '\r' ? at - 1 : at;
                _next = at + 1;
                return true;
            }

            scanned = _end;
            if (_isOver)
            {
                _lineEnd = _end > _start && _buffer[_end - 1] == '\r' ? _end - 1 : _end;
                bool any = _end > _start;
                _next = _end;
                return any;
            }

            scanned -= Fill();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();

    // Reads on behind what is left of the line; says by how much that moved.
    private int Fill()
    {
        int moved = _start;
        if (_start > 0)
        {
            Array.Copy(_buffer, _start, _buffer, 0, _end - _start);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            if (_buffer.Length >= 2 * MaxLineChars)
            {
                IsCut = true;
                _end = MaxLineChars;
                moved += _buffer.Length - MaxLineChars;
            }
            else
            {
                Array.Resize(ref _buffer, 2 * _buffer.Length);
            }
        }

        int read = _reader.Read(_buffer, _end, _buffer.Length - _end);
        _isOver = read == 0;
        _end += read;
        CharsRead += read;
        return moved;
    }
}
