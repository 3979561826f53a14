namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>The part of the day that a 12-hour time names. Chinese clocks name more than two.</summary>
internal enum DayPeriod
{
    /// <summary>None: the time has 24 hours.</summary>
    None,

    /// <summary>Before noon.</summary>
    Morning,

    /// <summary>After noon.</summary>
    Afternoon,

    /// <summary>Around noon: 11 to 1.</summary>
    Noon,

    /// <summary>The evening, up to and with midnight.</summary>
    Evening,
}
