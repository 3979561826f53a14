namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>
/// Reads the stamp at the start of a line: <c>[date, time] </c>, <c>date, time - </c> and their variants (docs/formats/whatsapp-text.md).
/// </summary>
internal ref struct HeaderParser
{
    private const int MaxWordChars = 12;
    private const int MaxWords = 5;

    private readonly ReadOnlySpan<char> _line;   // in plain form
    private readonly ReadOnlySpan<int> _places;  // where each of its characters stands in the original
    private int _at;
    private bool _isBracketed;
    private bool _hasComma;
    private DayPeriod _period;
    private bool _isUpperPeriod;
    private ExportEra _era;

    private HeaderParser(ReadOnlySpan<char> line, ReadOnlySpan<int> places)
    {
        _line = line;
        _places = places;
    }

    /// <summary>Reads the stamp; false where the line begins with none.</summary>
    /// <param name="line">The line.</param>
    /// <param name="loosest">The loosest style that is taken for a stamp.</param>
    /// <param name="header">The stamp.</param>
    public static bool TryParse(ReadOnlySpan<char> line, HeaderStyle loosest, out ExportHeader header)
    {
        header = default;
        Span<char> plain = stackalloc char[ExportLimits.MaxHeaderChars];
        Span<int> places = stackalloc int[ExportLimits.MaxHeaderChars + 1];
        int length = 0;
        int at = 0;
        for (; at < line.Length && length < plain.Length; at++)
        {
            char c = line[at];
            if (ExportChars.IsMark(c))
            {
                continue;
            }

            c = ExportChars.Plain(c);
            if (length == 0 && c != '[' && !char.IsAsciiDigit(c))
            {
                return false;   // the common way out, for a line that goes on with what was said before
            }

            plain[length] = c;
            places[length++] = at;
        }

        places[length] = at;
        return new HeaderParser(plain[..length], places).TryRead(line.Length, loosest, out header);
    }

    private bool TryRead(int lineLength, HeaderStyle loosest, out ExportHeader header)
    {
        header = default;
        _isBracketed = Take('[');
        SkipSpaces();
        if (!TryReadDate(out ExportHeader date) || !TryReadWords() || !TryReadTime(out ExportHeader time) || !TryReadEnd(out HeaderStyle style) || style > loosest)
        {
            return false;
        }

        int hour = ClockWords.HourOf(time.Hour, _period);
        if (hour < 0)
        {
            return false;
        }

        header = date with
        {
            Style = style,
            Era = _era,
            HasComma = _hasComma,
            Hour = hour,
            Minute = time.Minute,
            SecondOfMinute = time.SecondOfMinute,
            HasSeconds = time.HasSeconds,
            Period = _period,
            IsUpperPeriod = _isUpperPeriod,
            RestStart = Math.Min(_places[_at], lineLength),
        };
        return true;
    }

    private bool TryReadDate(out ExportHeader date)
    {
        date = default;
        bool eraIsFirst = TryReadEra();
        if (!TryReadNumber(4, out int first, out int firstDigits) || !TryReadSeparator(out char separator))
        {
            return false;
        }

        if (!TryReadNumber(2, out int second, out int secondDigits) || !TryReadSeparator(out _))
        {
            return false;
        }

        _ = eraIsFirst || TryReadEra();
        if (!TryReadNumber(4, out int third, out int thirdDigits))
        {
            return false;
        }

        _ = Take('.') || Take('日') || Take('일');
        date = new ExportHeader
        {
            First = first,
            Second = second,
            Third = third,
            FirstDigits = firstDigits,
            ThirdDigits = thirdDigits,
            EraIsFirst = eraIsFirst,
            Separator = separator,
            IsPadded = (firstDigits == 2 && first < 10) || (secondDigits == 2 && second < 10),
        };
        return IsDate(date, _era != ExportEra.None || separator is '年' or '년');
    }

    // Whether the numbers are a day in some order.
    private static bool IsDate(in ExportHeader date, bool tellsEra)
    {
        bool yearFirst = (date.FirstDigits >= 2 || tellsEra) && date.Second is >= 1 and <= 12 && date.Third is >= 1 and <= 31 && date.ThirdDigits <= 2;
        bool yearLast = (date.ThirdDigits is 2 or 4 || tellsEra) && date.FirstDigits <= 2
            && Math.Min(date.First, date.Second) is >= 1 and <= 12 && Math.Max(date.First, date.Second) <= 31;
        return yearFirst || yearLast;
    }

    private bool TryReadEra()
    {
        _era = TakeAll("令和") || (Peek(1) is >= '0' and <= '9' && Take('R')) ? ExportEra.Reiwa
            : TakeAll("平成") || (Peek(1) is >= '0' and <= '9' && Take('H')) ? ExportEra.Heisei
            : TakeAll("民國") || TakeAll("民国") ? ExportEra.Minguo
            : _era;
        SkipSpaces();
        return _era != ExportEra.None;
    }

    // Between date and time: a comma, words of the locale, the part of the day, an era.
    private bool TryReadWords()
    {
        bool isParted = false;
        for (int words = 0; words <= MaxWords; words++)
        {
            while (_at < _line.Length && _line[_at] is ' ' or ',')
            {
                _hasComma |= _line[_at] == ',';
                isParted = true;
                _at++;
            }

            if (_at == _line.Length)
            {
                return false;
            }

            if (char.IsAsciiDigit(_line[_at]))
            {
                return isParted || words > 0 || _line[_at - 1] is '日' or '일';
            }

            if (!TryReadWord())
            {
                return false;
            }
        }

        return false;
    }

    private bool TryReadWord()
    {
        Span<char> word = stackalloc char[MaxWordChars];
        int length = 0;
        int start = _at;
        int end = _at;
        while (end < _line.Length && length < word.Length && !IsEndOfWord(_line[end]))
        {
            if (_line[end] != '.')
            {
                word[length++] = char.ToLowerInvariant(_line[end]);
            }

            end++;

            // "a. m." is one word.
            if (end + 1 < _line.Length && length == 1 && word[0] is 'a' or 'p' or 'π' or 'μ' && _line[end] == ' ' && char.ToLowerInvariant(_line[end + 1]) is 'm' or 'μ')
            {
                end++;
            }
        }

        if (length == 0)
        {
            return false;
        }

        // The part of the day may stand right before the hour.
        if (ClockWords.TryReadPeriod(word[..length], out DayPeriod period))
        {
            _period = period;
            _isUpperPeriod = _line[start] is 'A' or 'P';
        }
        else if (word[..length] is "be" or "พศ" or "buddhistera")
        {
            _era = ExportEra.Buddhist;
        }
        else if (!ClockWords.IsFiller(word[..length]))
        {
            return false;
        }

        _at = end;
        return true;
    }

    private bool TryReadTime(out ExportHeader time)
    {
        time = default;
        if (!TryReadNumber(2, out int hour, out _) || !TryReadClockSeparator(isLast: false) || !TryReadNumber(2, out int minute, out int digits) || digits != 2 || minute > 59)
        {
            return false;
        }

        int back = _at;
        bool hasSeconds = TryReadClockSeparator(isLast: true) && TryReadNumber(2, out int second, out digits) && digits == 2 && second <= 60;
        second = hasSeconds ? ((_line[_at - 2] - '0') * 10) + (_line[_at - 1] - '0') : 0;
        if (!hasSeconds)
        {
            _at = back;
        }

        _ = Take('秒') || Take('초') || Take('分') || Take('분');
        time = new ExportHeader { Hour = hour, Minute = minute, SecondOfMinute = Math.Min(second, 59), HasSeconds = hasSeconds };
        return true;
    }

    private bool TryReadClockSeparator(bool isLast)
    {
        if (Take(':') || Take('.') || Take('時') || Take('时') || Take('시') || Take('点'))
        {
            SkipSpaces();
            return true;
        }

        int back = _at;
        SkipSpaces();
        if (isLast ? TakeAll("min ") || Take('分') || Take('분') : Take('h') || TakeAll("Uhr "))
        {
            SkipSpaces();
            return true;
        }

        _at = back;
        return false;
    }

    // Behind the time: the part of the day or a word of the locale, then what ends the stamp.
    private bool TryReadEnd(out HeaderStyle style)
    {
        style = HeaderStyle.Bare;
        for (int words = 0; words <= MaxWords; words++)
        {
            bool isParted = Peek(0) == ' ';
            SkipSpaces();
            if (_isBracketed)
            {
                if (Take(']'))
                {
                    style = HeaderStyle.Brackets;
                    _ = Take(':');
                    return _at == _line.Length || Take(' ');
                }
            }
            else if (Peek(0) is '-' or '–' && isParted)
            {
                style = HeaderStyle.Dash;
                _at++;
                return _at == _line.Length || Take(' ');
            }
            else if (Peek(0) == ':' && Peek(1) is ' ' or '\0')
            {
                style = HeaderStyle.Colon;
                _at++;
                return _at == _line.Length || Take(' ');
            }

            int before = _at;
            if (_at == _line.Length || !TryReadWord())
            {
                _at = before;
                return !_isBracketed && isParted && _at < _line.Length;
            }
        }

        return false;
    }

    private static bool IsEndOfWord(char c) => c is ' ' or ',' or ']' or '[' or '-' or ':' or '–' || char.IsAsciiDigit(c);

    private bool TryReadNumber(int maxDigits, out int value, out int digits)
    {
        value = 0;
        digits = 0;
        while (digits < maxDigits && _at < _line.Length && char.IsAsciiDigit(_line[_at]))
        {
            value = (value * 10) + (_line[_at++] - '0');
            digits++;
        }

        return digits > 0 && (_at == _line.Length || !char.IsAsciiDigit(_line[_at]));
    }

    private bool TryReadSeparator(out char separator)
    {
        SkipSpaces();
        separator = Peek(0);
        if (separator is not ('/' or '.' or '-' or '\'' or '年' or '月' or '년' or '월'))
        {
            return false;
        }

        _at++;
        SkipSpaces();
        return true;
    }

    private readonly char Peek(int ahead) => _at + ahead < _line.Length ? _line[_at + ahead] : '\0';

    private bool Take(char c)
    {
        if (Peek(0) != c || c == '\0')
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool TakeAll(string text)
    {
        if (!_line[_at..].StartsWith(text, StringComparison.Ordinal))
        {
            return false;
        }

        _at += text.Length;
        return true;
    }

    private void SkipSpaces()
    {
        while (Peek(0) == ' ')
        {
            _at++;
        }
    }
}
