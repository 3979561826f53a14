using System.Text;

namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>Cuts a text into its messages: a line that begins with a stamp begins one, every other line goes on with the one before.</summary>
internal sealed class RawMessages(Stream stream) : IDisposable
{
    private readonly ExportLines _lines = new(stream);
    private readonly StringBuilder _rest = new();
    private ExportHeader _header;
    private HeaderStyle _loosest = HeaderStyle.Bare;
    private bool _hasHeader;
    private long _count;

    /// <summary>Lines before the first stamp.</summary>
    public long LinesBefore { get; private set; }

    /// <summary>Whether something was longer than any message and was cut.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Characters that were read so far.</summary>
    public long CharsRead => _lines.CharsRead;

    /// <summary>Gives the next message; false behind the last.</summary>
    public bool Next(out RawMessage message)
    {
        while (_lines.Next())
        {
            ReadOnlySpan<char> line = _lines.Current;
            if (!HeaderParser.TryParse(line, _loosest, out ExportHeader header))
            {
                Append(line);
                continue;
            }

            // One file has one app's way of writing; a looser one is then somebody's own text.
            _loosest = _hasHeader ? _loosest : (HeaderStyle)Math.Max((int)header.Style, (int)HeaderStyle.Dash);
            bool isFirst = !_hasHeader;
            message = isFirst ? default : Take();
            _hasHeader = true;
            _header = header;
            _rest.Clear().Append(line[header.RestStart..]);
            if (!isFirst)
            {
                return true;
            }
        }

        IsCut |= _lines.IsCut;
        message = _hasHeader ? Take() : default;
        bool any = _hasHeader;
        _hasHeader = false;
        return any;
    }

    /// <inheritdoc/>
    public void Dispose() => _lines.Dispose();

    private RawMessage Take() => new(_header, _count++, _rest.ToString());

    private void Append(ReadOnlySpan<char> line)
    {
        if (!_hasHeader)
        {
            LinesBefore += line.IsWhiteSpace() ? 0 : 1;
        }
        else if (_rest.Length + line.Length < ExportLimits.MaxMessageChars)
        {
            _rest.Append('\n').Append(line);
        }
        else
        {
            IsCut = true;
        }
    }
}
