using System.Globalization;

namespace Satchel.Server.Notices;

/// <summary>What a notice names, as its language writes it. A value that is missing or malformed stands as a dash: the rest is worth sending.</summary>
/// <param name="values">The values as they are kept: times in unix milliseconds, amounts in the smallest unit.</param>
/// <param name="planName">What a plan is called, by its id.</param>
/// <param name="isChinese">Whether it is for the Chinese letters.</param>
internal sealed class NoticeValues(IReadOnlyDictionary<string, string> values, Func<string, string> planName, bool isChinese)
{
    private const string Missing = "–";
    private const long LastMillisecond = 253_000_000_000_000; // of a year that every time zone can write

    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    // Currencies without a hundredth, of those that Stripe takes.
    private static readonly string[] Whole = ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];

    /// <summary>Whether something is named.</summary>
    public bool Has(string name) => values.ContainsKey(name);

    /// <summary>A value as it is.</summary>
    public string Text(string name) => values.GetValueOrDefault(name, Missing);

    /// <summary>A whole number.</summary>
    public long Number(string name) => values.TryGetValue(name, out string? text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : 0;

    /// <summary>What the plan is called.</summary>
    public string Plan(string name = "plan") => values.TryGetValue(name, out string? id) ? planName(id) : Missing;

    /// <summary>A day: 21 November 2026 (UTC), or 2026年11月21日 in China.</summary>
    public string Day(string name)
    {
        if (!values.ContainsKey(name))
        {
            return Missing;
        }

        DateTimeOffset at = DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(Number(name), 0, LastMillisecond));
        return isChinese ? at.ToOffset(China).ToString("yyyy'年'M'月'd'日'", CultureInfo.InvariantCulture) : at.UtcDateTime.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
    }

    /// <summary>An amount of money.</summary>
    public string Money()
    {
        string currency = Text("currency");
        decimal amount = Whole.Contains(currency) ? Number("amount") : Number("amount") / 100m;
        string digits = amount.ToString(Whole.Contains(currency) ? "0" : "0.00", CultureInfo.InvariantCulture);
        return currency == "CNY" ? (isChinese ? $"{digits} 元" : $"¥{digits}") : $"{digits} {currency}";
    }

    /// <summary>A number of bytes.</summary>
    public string Bytes(string name)
    {
        double bytes = Number(name);
        int unit = 0;
        while (bytes >= 1024 && unit < Units.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{bytes:0.#} {Units[unit]}");
    }
}
