using System.Globalization;

namespace Satchel.Server.Pages.Texts;

/// <summary>
/// Days, times, sizes and amounts of money as a person reads them. Without scripts a page cannot know where its reader is, so times
/// are those of China in Chinese, as in letters, and UTC in English; each says which.
/// </summary>
internal static class Written
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    private static readonly string[] Months =
        ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];

    // Those of ISO 4217 that have no smaller unit, as far as a card can be charged in them.
    private static readonly HashSet<string> Whole = new(StringComparer.Ordinal) { "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF" };

    private static readonly Dictionary<string, string> Signs = new(StringComparer.Ordinal) { ["CNY"] = "¥", ["USD"] = "US$", ["EUR"] = "€", ["GBP"] = "£", ["HKD"] = "HK$" };

    /// <summary>A day.</summary>
    public static string Day(DateTimeOffset at, Language language)
    {
        DateTime day = Local(at, language);
        return language == Language.Chinese
            ? string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日")
            : string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Months[day.Month - 1]} {day.Year}");
    }

    /// <summary>A minute.</summary>
    public static string Minute(DateTimeOffset at, Language language) =>
        string.Create(CultureInfo.InvariantCulture, $"{Day(at, language)} {Local(at, language):HH:mm}{(language == Language.Chinese ? "（北京时间）" : " UTC")}");

    /// <summary>What a machine reads of it: the <c>datetime</c> of a <c>time</c> element.</summary>
    public static string Machine(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>What a machine reads of a time of the database.</summary>
    public static string Machine(long unixMilliseconds) => Machine(DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds));

    /// <summary>A number of bytes, to three digits.</summary>
    public static string Bytes(long bytes)
    {
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        string format = unit == 0 || value >= 100 || value == Math.Floor(value) ? "0" : value >= 10 ? "0.#" : "0.##";
        return $"{value.ToString(format, CultureInfo.InvariantCulture)} {Units[unit]}";
    }

    /// <summary>An amount in the currency's smallest unit.</summary>
    public static string Money(long amount, string currency)
    {
        bool isWhole = Whole.Contains(currency);
        decimal value = isWhole ? amount : amount / 100m;
        string number = value.ToString(isWhole || value == decimal.Truncate(value) ? "#,0" : "#,0.00", CultureInfo.InvariantCulture);
        return Signs.TryGetValue(currency, out string? sign) ? (amount < 0 ? $"−{sign}{number[1..]}" : $"{sign}{number}") : $"{number} {currency}";
    }

    private static DateTime Local(DateTimeOffset at, Language language) => language == Language.Chinese ? at.ToOffset(China).DateTime : at.UtcDateTime;
}
