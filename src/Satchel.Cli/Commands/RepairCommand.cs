using System.CommandLine;
using Satchel.Cli.Options;
using Satchel.Cli.Text;
using Satchel.Vaults.Maintenance;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel repair</c>: mends what can be mended.</summary>
internal sealed class RepairCommand : SatchelCommand
{
    private readonly VaultOptions _vault = new();
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "change nothing, and say what would be done" };

    public RepairCommand() : base("repair", "mends what can be mended in a damaged vault, and names what is lost", ExitCode.Damaged, ExitCode.NoVault, ExitCode.Busy, ExitCode.WrongKey)
    {
        AddOptions(_dryRun);
        AddOptions(_vault.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
        ["Indexes are made again from the packs. A backup after a repair stores again what the source still has of what was lost."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel repair --dry-run --vault ~/vault", "satchel repair --vault ~/vault"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        await using OpenVault opened = await _vault.OpenForUpkeepAsync(arguments, session, arguments.GetValue(_dryRun), cancellationToken);
        RepairReport report = await opened.Vault.RepairAsync(arguments.GetValue(_dryRun), new ProgressLine(session), cancellationToken);
        session.Terminal.ClearProgress();
        if (arguments.GetValue(Json))
        {
            WriteJson(report, session.Terminal);
        }
        else
        {
            WriteLines(report, session.Terminal.Out);
        }

        return report.Lost.Count == 0 ? ExitCode.Done : ExitCode.Damaged;
    }

    private static void WriteLines(RepairReport report, TextWriter output)
    {
        foreach (string action in report.Actions)
        {
            output.WriteLine((report.DryRun ? "would: " : "done: ") + Sentences.AsClause(action));
        }

        DamageTable.Write(report.Lost, output);
        output.WriteLine((report.Actions.Count, report.Lost.Count) switch
        {
            (0, 0) => "nothing to mend",
            (_, 0) => report.DryRun ? "nothing would be lost" : "nothing is lost",
            _ => $"lost: {Quantity.Count(report.Lost.Count, "thing")}, named above",
        });
    }

    private static void WriteJson(RepairReport report, Terminal terminal)
    {
        using var lines = new JsonLines(terminal);
        lines.Write(json =>
        {
            json.Texts("actions", report.Actions);
            DamageTable.WriteJson(json, "lost", report.Lost);
            json.WriteBoolean("dryRun", report.DryRun);
        });
    }
}
