namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>The stamp at the start of a message, as its numbers stand there.</summary>
internal readonly record struct ExportHeader
{
    /// <summary>What sets it apart.</summary>
    public HeaderStyle Style { get; init; }

    /// <summary>The date's first number.</summary>
    public int First { get; init; }

    /// <summary>The date's second number.</summary>
    public int Second { get; init; }

    /// <summary>The date's third number.</summary>
    public int Third { get; init; }

    /// <summary>How many digits the first has.</summary>
    public int FirstDigits { get; init; }

    /// <summary>How many digits the third has.</summary>
    public int ThirdDigits { get; init; }

    /// <summary>What the year counts from.</summary>
    public ExportEra Era { get; init; }

    /// <summary>Whether the era stands at the first number, which then is the year.</summary>
    public bool EraIsFirst { get; init; }

    /// <summary>What stands between the date's numbers.</summary>
    public char Separator { get; init; }

    /// <summary>Whether a number of one digit has a zero before it.</summary>
    public bool IsPadded { get; init; }

    /// <summary>Whether a comma stands between date and time.</summary>
    public bool HasComma { get; init; }

    /// <summary>The hour of 24.</summary>
    public int Hour { get; init; }

    /// <summary>The minute.</summary>
    public int Minute { get; init; }

    /// <summary>The second; 0 where it is not told.</summary>
    public int SecondOfMinute { get; init; }

    /// <summary>Whether the second is told.</summary>
    public bool HasSeconds { get; init; }

    /// <summary>The part of the day.</summary>
    public DayPeriod Period { get; init; }

    /// <summary>Whether the part of the day is written <c>AM</c> or <c>PM</c> with capitals.</summary>
    public bool IsUpperPeriod { get; init; }

    /// <summary>Where the rest of the line begins.</summary>
    public int RestStart { get; init; }

    /// <summary>What two stamps of one phone and one setting have in common.</summary>
    public int Shape =>
        (int)Style | (Separator << 3) | (FirstDigits >= 3 ? 1 << 20 : 0) | (ThirdDigits >= 3 ? 1 << 21 : 0) | (HasComma ? 1 << 22 : 0)
        | (HasSeconds ? 1 << 23 : 0) | (Period != DayPeriod.None ? 1 << 24 : 0) | ((int)Era << 25);
}
