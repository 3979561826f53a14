using System.Collections.Frozen;

namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>The words that stand in a stamp beside its numbers.</summary>
internal static class ClockWords
{
    // Without dots and spaces, in lower case.
    private static readonly FrozenDictionary<string, DayPeriod> Periods = Build();

    private static readonly FrozenSet<string> Fillers = new[]
    {
        "klo", "kl", "à", "a", "um", "г", "ч", "в", "у", "at", "las", "la", "le", "alle", "ore", "ora", "o", "om", "u", "uhr", "h", "min", "s", "godz", "be", "bce", "ad", "ce",
        "aap", "ap", "ah", "هـ", "ه", "น", "เวลา", "kell", "pukul", "jam", "lúc", "τις", "στις", "ob", "kls", "г.,", "년", "日", "ที่",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a word names a part of the day.</summary>
    public static bool TryReadPeriod(ReadOnlySpan<char> word, out DayPeriod period) =>
        Periods.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out period);

    /// <summary>Whether a word stands between date and time, or after it, and says nothing.</summary>
    public static bool IsFiller(ReadOnlySpan<char> word) => Fillers.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    /// <summary>The hour of 24; -1 where there is no such hour in that part of the day.</summary>
    public static int HourOf(int hour, DayPeriod period)
    {
        if (hour == 24)
        {
            hour = 0;
        }

        if (hour > 23)
        {
            return -1;
        }

        // A 24-hour time that names the part of the day as well.
        if (hour > 12 || period == DayPeriod.None)
        {
            return hour;
        }

        return period switch
        {
            DayPeriod.Morning => hour % 12,
            DayPeriod.Noon => hour is >= 1 and <= 3 ? hour + 12 : hour,
            DayPeriod.Evening => hour == 12 ? 0 : hour == 0 ? 0 : hour + 12,
            _ => (hour % 12) + 12,
        };
    }

    private static FrozenDictionary<string, DayPeriod> Build()
    {
        Dictionary<string, DayPeriod> words = new(StringComparer.Ordinal);
        Add(
            DayPeriod.Morning, "am", "上午", "午前", "오전", "ص", "صباحا", "صباحًا", "قظ", "قبلازظهر", "قبل‌ازظهر", "πμ", "de", "öö", "sa", "pg", "पूर्वाह्न", "पूर्व", "मपू", "পূর্বাহ্ণ", "முற்பகல்", "ก่อนเที่ยง",
            "凌晨", "早上", "清晨", "早晨", "半夜", "午夜", "дп", "fm", "paradite", "pd", "ip", "vorm", "dop", "ዓም", "ጥዋት", "לפנהצ", "לפנה״צ", "לפנה\"צ");
        Add(
            DayPeriod.Afternoon, "pm", "下午", "午後", "오후", "م", "مساء", "مساءً", "بظ", "بعدازظهر", "بعد‌ازظهر", "μμ", "du", "ös", "ch", "ptg", "अपराह्न", "मउ", "অপরাহ্ণ", "பிற்பகல்", "หลังเที่ยง",
            "傍晚", "黄昏", "дм", "em", "md", "пп", "nachm", "odp", "ከሰዓት", "אחהצ", "אחה״צ", "אחה\"צ");
        Add(DayPeriod.Noon, "中午", "正午");
        Add(DayPeriod.Evening, "晚上", "夜晚", "深夜");
        return words.ToFrozenDictionary(StringComparer.Ordinal);

        void Add(DayPeriod period, params string[] names)
        {
            foreach (string name in names)
            {
                words[name] = period;
            }
        }
    }
}
