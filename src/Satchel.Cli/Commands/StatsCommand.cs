using System.CommandLine;
using Satchel.Cli.Options;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel stats</c>: a history in numbers.</summary>
internal sealed class StatsCommand : SatchelCommand
{
    private readonly FromOptions _from = new();

    public StatsCommand() : base("stats", "shows a history in numbers", ExitCode.Incomplete, ExitCode.Damaged, ExitCode.NoVault, ExitCode.WrongKey)
    {
        Arguments.Add(_from.From);
        AddOptions(_from.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks => ["Of the archive each message counts once, also those that are no longer on the phone."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel stats --vault ~/vault", "satchel stats ~/WhatsApp"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        await using OpenHistory history = await _from.OpenAsync(arguments, session, cancellationToken);
        HistoryStatistics statistics = await HistoryStatistics.CountAsync(history.Views, session.Time.LocalTimeZone, cancellationToken);
        var output = new StatsOutput(statistics, session);
        if (arguments.GetValue(Json))
        {
            output.WriteJson();
        }
        else
        {
            await output.WritePageAsync(history.Views, cancellationToken);
        }

        return history.Conclude(session.Terminal);
    }
}
