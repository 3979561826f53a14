using System.CommandLine;
using Satchel.Chats;

namespace Satchel.Cli.Options;

/// <summary>What a text export does not tell by itself: the zone of its times, under which name its owner writes, and perhaps the order of its dates.</summary>
internal sealed class TextExportOptions
{
    private readonly Option<string?> _zone = new("--timezone")
    {
        HelpName = "ZONE",
        Description = "of a text export: the zone of the phone that wrote it, like Asia/Hong_Kong; else this machine's",
    };

    private readonly Option<string?> _me = new("--me") { HelpName = "NAME", Description = "of a text export: the name under which the owner writes" };

    private readonly Option<string?> _dateOrder = new("--date-order")
    {
        HelpName = "dmy|mdy|ymd",
        Description = "of a text export: how its dates stand, day first, month first or year first; else the file tells",
    };

    /// <summary>The options, for the command.</summary>
    public IEnumerable<Option> All => [_zone, _me, _dateOrder];

    /// <summary>The zone; the machine's where none is given.</summary>
    public TimeZoneInfo ReadZone(ParseResult arguments, Session session) =>
        arguments.GetValue(_zone) is { } name ? ZoneName.Find(name, _zone.Name) : session.Time.LocalTimeZone;

    /// <summary>The order of dates; null where none is given.</summary>
    public DateOrder? ReadDateOrder(ParseResult arguments) => arguments.GetValue(_dateOrder) switch
    {
        null => null,
        "dmy" => DateOrder.DayMonthYear,
        "mdy" => DateOrder.MonthDayYear,
        "ymd" => DateOrder.YearMonthDay,
        string other => throw CommandException.BadUsage($"{_dateOrder.Name} takes dmy, mdy or ymd; '{other}' is none of these"),
    };

    /// <summary>The owner's name; null where none is given.</summary>
    public string? ReadOwnName(ParseResult arguments)
    {
        string? name = arguments.GetValue(_me);
        return name is not null && string.IsNullOrWhiteSpace(name) ? throw CommandException.BadUsage($"{_me.Name} takes a name; it is empty") : name?.Trim();
    }
}
