namespace Satchel.Chats;

/// <summary>In which order a date's numbers stand.</summary>
public enum DateOrder
{
    /// <summary>27/3/2022.</summary>
    DayMonthYear,

    /// <summary>3/27/2022.</summary>
    MonthDayYear,

    /// <summary>2022/3/27.</summary>
    YearMonthDay,
}
