using System.Collections.Frozen;

namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>Calls as an export tells of them: <c>Missed voice call</c>, <c>Voice call, 2 min</c>.</summary>
internal static class CallText
{
    private const long SecondsPerMinute = 60;
    private const long SecondsPerHour = 3600;
    private const long MaxSeconds = 366L * 24 * SecondsPerHour;

    private static readonly FrozenDictionary<string, long> Units = Build();

    /// <summary>Reads a call; null where the text is none.</summary>
    public static CallBody? Read(string text)
    {
        bool isMarked = text.Length > 0 && ExportChars.IsMark(text[0]);
        string key = PhraseBook.KeyOf(text);
        int end = key.IndexOfAny(['.', ',']);
        string head = (end < 0 ? key : key[..end]).Trim();
        string tail = end < 0 ? "" : key[(end + 1)..].Trim();
        if (PhraseBook.Find("missed-voice", head) is not null || PhraseBook.Find("missed-voice", key) is not null)
        {
            return new CallBody(false, CallOutcome.Missed, null);
        }

        if (PhraseBook.Find("missed-video", head) is not null || PhraseBook.Find("missed-video", key) is not null)
        {
            return new CallBody(true, CallOutcome.Missed, null);
        }

        bool isVideo = PhraseBook.Find("video-call", head) is not null;
        if (!isVideo && PhraseBook.Find("voice-call", head) is null)
        {
            return null;
        }

        if (tail.Length == 0)
        {
            return isMarked ? new CallBody(isVideo, null, null) : null;   // else somebody's own words
        }

        return DurationOf(tail) is { } seconds ? new CallBody(isVideo, CallOutcome.Answered, seconds)
            : PhraseBook.Find("no-answer", tail) is not null ? new CallBody(isVideo, CallOutcome.Missed, null)
            : PhraseBook.Find("declined", tail) is not null ? new CallBody(isVideo, CallOutcome.Declined, null)
            : isMarked ? new CallBody(isVideo, null, null)
            : null;
    }

    // "1 hr 2 min", "32 sec", "1:02".
    private static long? DurationOf(string text)
    {
        long seconds = 0;
        int at = 0;
        bool any = false;
        while (at < text.Length)
        {
            if (text[at] is ' ' or ',')
            {
                at++;
                continue;
            }

            int start = at;
            while (at < text.Length && char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            if (at == start || at - start > 6)
            {
                return null;
            }

            long value = long.Parse(text.AsSpan(start, at - start), System.Globalization.CultureInfo.InvariantCulture);
            while (at < text.Length && text[at] == ' ')
            {
                at++;
            }

            int word = at;
            while (at < text.Length && text[at] is not (' ' or ',') && !char.IsAsciiDigit(text[at]))
            {
                at++;
            }

            if (!Units.TryGetValue(text[word..at].TrimEnd('.'), out long unit))
            {
                return null;
            }

            seconds += value * unit;
            any = true;
        }

        return any && seconds <= MaxSeconds ? seconds : null;
    }

    private static FrozenDictionary<string, long> Build()
    {
        Dictionary<string, long> units = new(StringComparer.Ordinal);
        Add(1, "s", "sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden", "seg", "segundo", "segundos", "seconde", "secondes", "secondi", "secondo", "сек", "с", "sn", "sec", "detik", "秒", "초", "ث", "ثانية", "sekund", "saniye");
        Add(SecondsPerMinute, "m", "min", "mins", "minute", "minutes", "minuten", "minuto", "minutos", "minuti", "minuut", "мин", "хв", "dk", "dakika", "menit", "分", "分钟", "分鐘", "분", "د", "دقيقة", "दक", "मिनट", "minut", "minuty");
        Add(SecondsPerHour, "h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden", "heure", "heures", "hora", "horas", "ora", "ore", "uur", "u", "ч", "час", "год", "sa", "saat", "jam", "小时", "小時", "時間", "시간", "س", "ساعة", "godz", "घंटा", "घंटे");
        return units.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(long seconds, params string[] names)
        {
            foreach (string name in names)
            {
                units[name] = seconds;
            }
        }
    }
}
