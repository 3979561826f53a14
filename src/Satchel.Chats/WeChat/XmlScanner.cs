using System.Text;

namespace Satchel.Chats.WeChat;

/// <summary>Goes through a payload once, from its first character to its last, and builds its elements.</summary>
/// <param name="text">The payload.</param>
internal sealed class XmlScanner(string text)
{
    private readonly List<XmlNode> _open = [new XmlNode("")];
    private readonly List<StringBuilder?> _texts = [null];
    private int _at;
    private int _elements;

    /// <summary>Whether a name may begin with a character; anything beyond ASCII may.</summary>
    public static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_' || c >= '\u0080';

    /// <summary>Reads all of it; null as <see cref="WeChatXml.TryRead"/> says.</summary>
    public XmlNode? Read()
    {
        while (_at < text.Length)
        {
            int next = text.AsSpan(_at).IndexOf('<');
            AddText(next < 0 ? text.AsSpan(_at) : text.AsSpan(_at, next), isEscaped: true);
            if (next < 0)
            {
                break;
            }

            _at += next;
            if (!TakeMarkup())
            {
                return null;
            }
        }

        while (_open.Count > 1)
        {
            Close();
        }

        _open[0].Text = _texts[0]?.ToString() ?? "";
        return _elements == 0 ? null : _open[0];
    }

    // At a '<'. False where nothing of the payload is to be read.
    private bool TakeMarkup()
    {
        ReadOnlySpan<char> rest = text.AsSpan(_at);
        if (rest.Length > 1 && IsNameStart(rest[1]))
        {
            return TakeElement();
        }

        if (rest.StartsWith("</"))
        {
            TakeEnd();
        }
        else if (rest.StartsWith("<![CDATA["))
        {
            int end = rest.IndexOf("]]>");
            AddText(end < 0 ? rest[9..] : rest[9..end], isEscaped: false);
            _at += end < 0 ? rest.Length : end + 3;
        }
        else if (rest.StartsWith("<!--"))
        {
            Skip(rest, "-->");
        }
        else if (rest.StartsWith("<?"))
        {
            Skip(rest, "?>");
        }
        else if (rest.Length > 2 && rest[1] == '!' && char.IsAsciiLetter(rest[2]))
        {
            return false;   // <!DOCTYPE, <!ENTITY …: no payload of the app's has them
        }
        else
        {
            AddText(rest[..1], isEscaped: false);
            _at++;
        }

        return true;
    }

    private void Skip(ReadOnlySpan<char> rest, string terminator)
    {
        int end = rest.IndexOf(terminator);
        _at += end < 0 ? rest.Length : end + terminator.Length;
    }

    private bool TakeElement()
    {
        _at++;
        if (TakeName() is not { } name || ++_elements > WeChatLimits.MaxXmlElements)
        {
            return false;
        }

        XmlNode element = new(name);
        if (!TakeAttributes(element, out bool isEmpty))
        {
            return false;
        }

        _open[^1].Add(element);
        if (isEmpty)
        {
            return true;
        }

        _open.Add(element);
        _texts.Add(null);
        return _open.Count <= WeChatLimits.MaxXmlDepth;
    }

    // Up to and with '>'. What is no attribute is passed over.
    private bool TakeAttributes(XmlNode element, out bool isEmpty)
    {
        isEmpty = false;
        for (int count = 0; _at < text.Length;)
        {
            char c = text[_at];
            if (c == '>')
            {
                _at++;
                return true;
            }

            isEmpty = c == '/';
            if (!IsNameStart(c))
            {
                _at++;
                continue;
            }

            if (TakeName() is not { } name || ++count > WeChatLimits.MaxXmlAttributes)
            {
                return false;
            }

            element.Add(name, TakeValue());
        }

        return true;
    }

    private string? TakeName()
    {
        int start = _at;
        while (_at < text.Length && (IsNameStart(text[_at]) || char.IsAsciiDigit(text[_at]) || text[_at] is '-' or '.' or ':'))
        {
            _at++;
        }

        return _at - start <= WeChatLimits.MaxXmlNameChars ? text[start.._at] : null;
    }

    private string TakeValue()
    {
        SkipSpace();
        if (_at >= text.Length || text[_at] != '=')
        {
            return "";
        }

        _at++;
        SkipSpace();
        if (_at >= text.Length)
        {
            return "";
        }

        ReadOnlySpan<char> value;
        if (text[_at] is '"' or '\'')
        {
            int end = text.AsSpan(_at + 1).IndexOf(text[_at]);
            value = end < 0 ? text.AsSpan(_at + 1) : text.AsSpan(_at + 1, end);
            _at = end < 0 ? text.Length : _at + end + 2;
        }
        else
        {
            int end = text.AsSpan(_at).IndexOfAny(" \t\r\n>");
            value = end < 0 ? text.AsSpan(_at) : text.AsSpan(_at, end);
            _at += value.Length;
        }

        return value.Contains('&') ? XmlEntities.Decode(value) : value.ToString();
    }

    private void SkipSpace()
    {
        while (_at < text.Length && text[_at] is ' ' or '\t' or '\r' or '\n')
        {
            _at++;
        }
    }

    // An end that fits none of the open elements is passed over; one that fits an outer one closes those within.
    private void TakeEnd()
    {
        int end = text.AsSpan(_at).IndexOf('>');
        ReadOnlySpan<char> name = (end < 0 ? text.AsSpan(_at + 2) : text.AsSpan(_at + 2, end - 2)).Trim();
        _at = end < 0 ? text.Length : _at + end + 1;
        for (int i = _open.Count - 1; i > 0; i--)
        {
            if (name.SequenceEqual(_open[i].Name))
            {
                while (_open.Count > i)
                {
                    Close();
                }

                return;
            }
        }
    }

    private void Close()
    {
        if (_texts[^1] is { } collected)
        {
            _open[^1].Text = collected.ToString();
        }

        _open.RemoveAt(_open.Count - 1);
        _texts.RemoveAt(_texts.Count - 1);
    }

    private void AddText(ReadOnlySpan<char> chars, bool isEscaped)
    {
        if (chars.IsEmpty)
        {
            return;
        }

        StringBuilder collected = _texts[^1] ??= new StringBuilder(chars.Length);
        if (isEscaped && chars.Contains('&'))
        {
            XmlEntities.Decode(chars, collected);
        }
        else
        {
            collected.Append(chars);
        }
    }
}
