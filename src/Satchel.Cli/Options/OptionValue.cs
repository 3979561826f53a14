using System.CommandLine;
using System.Globalization;
using Satchel.Cli.Text;

namespace Satchel.Cli.Options;

/// <summary>Values of options that are more than text, with an error that says what would have done.</summary>
internal static class OptionValue
{
    /// <summary>A date; null where the option is not given.</summary>
    public static DateTimeOffset? Date(ParseResult arguments, Option<string?> option, TimeProvider time, bool endOfDay) =>
        arguments.GetValue(option) is { } text ? DateText.Parse(text, time, endOfDay) ?? throw Refuse(option, text, DateText.Expected) : null;

    /// <summary>A duration; null where the option is not given.</summary>
    public static TimeSpan? Duration(ParseResult arguments, Option<string?> option) =>
        arguments.GetValue(option) is { } text ? DurationText.Parse(text) ?? throw Refuse(option, text, DurationText.Expected) : null;

    /// <summary>A whole number from <paramref name="least"/>; null where the option is not given.</summary>
    public static int? Count(ParseResult arguments, Option<string?> option, int least)
    {
        if (arguments.GetValue(option) is not { } text)
        {
            return null;
        }

        bool fits = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least;
        return fits ? value : throw Refuse(option, text, $"a whole number from {least}");
    }

    private static CommandException Refuse(Option option, string text, string expected) =>
        CommandException.BadUsage($"{option.Name} takes {expected}; '{text}' does not fit");
}
