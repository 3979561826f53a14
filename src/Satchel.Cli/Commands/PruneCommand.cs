using System.CommandLine;
using Satchel.Cli.Options;
using Satchel.Cli.Text;
using Satchel.Vaults.Maintenance;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel prune</c>: frees what nothing needs.</summary>
internal sealed class PruneCommand : SatchelCommand
{
    private readonly VaultOptions _vault = new();
    private readonly Option<string?> _grace = new("--grace") { HelpName = "DURATION", Description = "how long something must be known as unneeded before it goes (24h); 0 where nobody else writes" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "delete nothing, and say what would go" };

    public PruneCommand() : base("prune", "frees what no snapshot needs", ExitCode.Damaged, ExitCode.NoVault, ExitCode.Busy, ExitCode.WrongKey, ExitCode.Interrupted)
    {
        AddOptions(_grace, _dryRun);
        AddOptions(_vault.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
        ["Deleting takes two steps: what is found unneeded now goes with a prune at least the grace later, if it is still unneeded then. That way a backup that another device makes meanwhile loses nothing."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel prune --vault ~/vault", "satchel prune --grace 0 --dry-run"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        TimeSpan grace = OptionValue.Duration(arguments, _grace) ?? PruneOptions.DefaultGrace;
        await using OpenVault opened = await _vault.OpenForUpkeepAsync(arguments, session, arguments.GetValue(_dryRun), cancellationToken);
        PruneReport report = await opened.Vault.PruneAsync(new PruneOptions(grace, arguments.GetValue(_dryRun)), new ProgressLine(session), cancellationToken);
        session.Terminal.ClearProgress();
        if (arguments.GetValue(Json))
        {
            WriteJson(report, session.Terminal);
        }
        else
        {
            WriteLines(report, grace, session.Terminal.Out);
        }

        return ExitCode.Done;
    }

    private static void WriteLines(PruneReport report, TimeSpan grace, TextWriter output)
    {
        string deleted = report.DryRun ? "would delete" : "deleted";
        output.WriteLine($"{deleted} {Quantity.Count(report.DeletedBlobs, "blob")}  {Quantity.Bytes(report.DeletedBytes)}");
        if (report.RepackedPacks > 0)
        {
            output.WriteLine($"{(report.DryRun ? "would write" : "wrote")} the needed part of {Quantity.Count(report.RepackedPacks, "pack")} again");
        }

        if (report.CandidateBlobs > 0)
        {
            output.WriteLine($"{Quantity.Count(report.CandidateBlobs, "blob")}  {Quantity.Bytes(report.CandidateBytes)}  not needed; a prune in {Quantity.Duration(grace)} deletes them");
        }

        output.WriteLine($"{Quantity.Count(report.LiveObjects, "object")} needed, and kept");
    }

    private static void WriteJson(PruneReport report, Terminal terminal)
    {
        using var lines = new JsonLines(terminal);
        lines.Write(json =>
        {
            json.WriteNumber("deletedBlobs", report.DeletedBlobs);
            json.WriteNumber("deletedBytes", report.DeletedBytes);
            json.WriteNumber("candidateBlobs", report.CandidateBlobs);
            json.WriteNumber("candidateBytes", report.CandidateBytes);
            json.WriteNumber("repackedPacks", report.RepackedPacks);
            json.WriteNumber("liveObjects", report.LiveObjects);
            json.WriteBoolean("dryRun", report.DryRun);
        });
    }
}
