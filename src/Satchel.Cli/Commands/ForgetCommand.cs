using System.CommandLine;
using Satchel.Archive;
using Satchel.Cli.Options;
using Satchel.Cli.Text;
using Satchel.Vaults;
using Satchel.Vaults.Maintenance;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel forget</c>: takes snapshots out of the vault.</summary>
internal sealed class ForgetCommand : SatchelCommand
{
    private readonly Argument<string[]> _ids = new("ID") { Description = "snapshots to forget, by 8 or more digits of their ids", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _keepLast = new("--keep-last") { HelpName = "N", Description = "forget all but the last N of each source" };
    private readonly Option<string?> _keepDaily = new("--keep-daily") { HelpName = "N", Description = "keep the last of each of the last N days that have one" };
    private readonly Option<string?> _keepWeekly = new("--keep-weekly") { HelpName = "N", Description = "the same of weeks" };
    private readonly Option<string?> _keepMonthly = new("--keep-monthly") { HelpName = "N", Description = "the same of months" };
    private readonly Option<string?> _keepYearly = new("--keep-yearly") { HelpName = "N", Description = "the same of years" };
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "forget nothing, and say what would be forgotten" };
    private readonly VaultOptions _vault = new();
    private readonly FilterOptions _filter = new();

    public ForgetCommand() : base("forget", "takes snapshots out of a vault; the archive keeps every message", ExitCode.Damaged, ExitCode.NoVault, ExitCode.Busy, ExitCode.WrongKey)
    {
        Arguments.Add(_ids);
        AddOptions(_keepLast, _keepDaily, _keepWeekly, _keepMonthly, _keepYearly, _dryRun);
        AddOptions(_vault.All);
        AddOptions(_filter.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
        ["Give ids, or what to keep: a snapshot stays when one of the rules keeps it. Rules are applied to each source by itself, days and weeks are those of this machine's zone. 'satchel prune' then frees the space."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel forget 7d1f04c2 --vault ~/vault", "satchel forget --keep-last 3 --keep-monthly 12 --dry-run"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        string[] ids = arguments.GetValue(_ids) ?? [];
        KeepRules rules = ReadRules(arguments);
        if ((ids.Length == 0) == rules.IsEmpty)
        {
            throw CommandException.BadUsage(rules.IsEmpty ? "neither an id nor a rule is given" : "ids and rules do not go together", "give ids, or rules like --keep-last 3");
        }

        HistoryFilter filter = _filter.Read(arguments);
        await using OpenVault opened = await _vault.OpenForUpkeepAsync(arguments, session, arguments.GetValue(_dryRun), cancellationToken);
        List<SnapshotInfo> goners = rules.IsEmpty
            ? [.. ids.Select(opened.Vault.FindSnapshot).DistinctBy(s => s.Id)]
            : rules.Forgotten(opened.Vault.Snapshots.Where(s => FilterOptions.Admits(filter, s)), session.Time.LocalTimeZone);
        ForgetReport report = await Forget.RunAsync(opened.Vault, goners, arguments.GetValue(_dryRun), cancellationToken);
        int left = opened.Vault.Snapshots.Count(s => goners.All(g => g.Id != s.Id));
        if (arguments.GetValue(Json))
        {
            WriteJson(report, left, session.Terminal);
        }
        else
        {
            WriteLines(report, left, session);
        }

        return ExitCode.Done;
    }

    private static void WriteLines(ForgetReport report, int left, Session session)
    {
        var time = new LocalTime(session.Time);
        TextWriter output = session.Terminal.Out;
        foreach (SnapshotInfo snapshot in report.Forgotten)
        {
            output.WriteLine($"{(report.DryRun ? "would forget" : "forgot")} {BackupOutput.ShortId(snapshot.Id)}  {time.Minute(snapshot.TakenAt)}  {snapshot.Source.App} {snapshot.Source.Platform}");
        }

        foreach (RetainedHistory retained in report.Retained)
        {
            output.WriteLine($"the archive keeps the messages of {retained.Source.App} {retained.Source.Platform} up to {time.Minute(retained.TakenAt)}");
        }

        output.WriteLine($"{Quantity.Count(left, "snapshot")} left{(report.DryRun || report.Forgotten.Count == 0 ? "" : "; 'satchel prune' frees the space")}");
    }

    private static void WriteJson(ForgetReport report, int left, Terminal terminal)
    {
        using var lines = new JsonLines(terminal);
        lines.Write(json =>
        {
            json.Texts("forgotten", report.Forgotten.Select(s => s.Id));
            json.WriteNumber("left", left);
            json.WriteBoolean("dryRun", report.DryRun);
        });
    }

    private KeepRules ReadRules(ParseResult arguments)
    {
        int Read(Option<string?> option) => OptionValue.Count(arguments, option, least: 1) ?? 0;
        return new KeepRules(Read(_keepLast), Read(_keepDaily), Read(_keepWeekly), Read(_keepMonthly), Read(_keepYearly));
    }
}
