using System.Text.RegularExpressions;

namespace Satchel.Tests.Cli;

/// <summary>Takes out of a transcript what differs from run to run: ids, sizes that encryption pads, durations, paths.</summary>
internal static partial class NormalText
{
    public static string Of(string transcript, CliWorld world)
    {
        string text = transcript.Replace(world.Folder, "/home/ana", StringComparison.Ordinal);
        text = RecoveryCode().Replace(text, "ABCD-EFGH-JKMN-PQRS");
        text = LongHex().Replace(text, "<id>");
        text = ShortHex().Replace(text, "<id>");
        text = Duration().Replace(text, "in <time>");
        text = Size().Replace(text, "<size>");
        text = SizeHeading().Replace(text, " size");
        return Seconds().Replace(text, "$1<seconds>");
    }

    [GeneratedRegex("[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}")]
    private static partial Regex RecoveryCode();

    [GeneratedRegex("[0-9a-f]{32,64}")]
    private static partial Regex LongHex();

    [GeneratedRegex("(?<![0-9a-z@.-])(?=[0-9a-f]*[0-9])[0-9a-f]{8}(?![0-9a-z@-])")]
    private static partial Regex ShortHex();

    [GeneratedRegex(@"in \d+(\.\d)? (s|min)( \d+ s)?")]
    private static partial Regex Duration();

    [GeneratedRegex(@" *\d+(\.\d)? ([KMG]iB|B)(?![a-z])")]
    private static partial Regex Size();

    // A column is as wide as what stands in it.
    [GeneratedRegex(" +size$", RegexOptions.Multiline)]
    private static partial Regex SizeHeading();

    [GeneratedRegex("(\"[a-zA-Z]*Seconds\":)[0-9.]+")]
    private static partial Regex Seconds();
}
