using System.CommandLine;
using Satchel.Archive;
using Satchel.Cli.Options;
using Satchel.Cli.Text;
using Satchel.Vaults;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel rehearse</c>: proves that the latest snapshots restore.</summary>
internal sealed class RehearseCommand : SatchelCommand
{
    private readonly VaultOptions _vault = new();
    private readonly FilterOptions _filter = new();

    public RehearseCommand() : base("rehearse", "proves on this machine that the latest snapshots restore, touching nothing", ExitCode.Incomplete, ExitCode.Damaged, ExitCode.NoVault, ExitCode.WrongKey, ExitCode.Interrupted)
    {
        AddOptions(_vault.All);
        AddOptions(_filter.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
        ["Reads every file of the newest snapshot of each source and compares it with its digest; writes each database again in a temporary folder of the cache, has SQLite check it, and reads it back to the very rows and schema that were saved. Then it deletes it and records the date. It needs as much room as the largest database."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel rehearse --vault ~/vault"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        HistoryFilter filter = _filter.Read(arguments);
        await using OpenVault opened = await _vault.OpenAsync(arguments, session, cancellationToken);
        SnapshotInfo[] newest = [.. opened.Vault.Snapshots
            .Where(s => FilterOptions.Admits(filter, s))
            .GroupBy(s => (s.Device, s.Source with { Name = null }))
            .Select(source => source.Last())];
        if (newest.Length == 0)
        {
            throw new CommandException(ExitCode.Failed, ErrorAnchor.NotFound, "there is no snapshot to rehearse", "'satchel backup PATH' makes one");
        }

        var dates = new RehearsalDates(session.Home, opened.Vault.Id);
        bool proven = true;
        foreach (SnapshotInfo snapshot in newest)
        {
            RestoreReport report = await Rehearsal.RunAsync(
                opened.Vault, snapshot, Path.Combine(session.Home.Cache, "scratch"), session.Time, new ProgressLine(session), cancellationToken);
            proven &= report.Lost.Count == 0;
            DateTimeOffset? before = dates.Find(snapshot.Id);
            if (report.Lost.Count == 0)
            {
                dates.Record(snapshot.Id, session.Time.GetUtcNow());
            }

            Write(snapshot, report, before, arguments.GetValue(Json), session);
        }

        return proven ? ExitCode.Done : ExitCode.Incomplete;
    }

    private static void Write(SnapshotInfo snapshot, RestoreReport report, DateTimeOffset? before, bool asJson, Session session)
    {
        session.Terminal.ClearProgress();
        if (asJson)
        {
            using var lines = new JsonLines(session.Terminal);
            lines.Write(json =>
            {
                json.WriteString("snapshot", snapshot.Id);
                json.WriteBoolean("ok", report.Lost.Count == 0);
                json.WriteNumber("files", report.Files);
                json.WriteNumber("databases", report.Databases);
                json.WriteNumber("rows", report.Rows);
                json.WriteNumber("bytes", report.Bytes);
                json.Time("provenAt", report.Lost.Count == 0 ? session.Time.GetUtcNow() : before);
                json.Seconds("elapsedSeconds", report.Elapsed);
                json.Texts("lost", report.Lost);
            });
        }
        else
        {
            var time = new LocalTime(session.Time);
            string day = time.Day(session.Time.GetUtcNow());
            string verdict = report.Lost.Count == 0 ? $"proven restorable on {day}" : $"not restorable whole: {Quantity.Count(report.Lost.Count, "file")} lost";
            session.Terminal.Out.WriteLine($"snapshot {BackupOutput.ShortId(snapshot.Id)}  {verdict}  {Quantity.Count(report.Files, "file")}  {Quantity.Count(report.Rows, "row")}  {Quantity.Bytes(report.Bytes)}  in {Quantity.Duration(report.Elapsed)}");
        }

        foreach (string warning in report.Warnings)
        {
            session.Terminal.Warn(warning);
        }

        foreach (string lost in report.Lost)
        {
            session.Terminal.Warn("not restored: " + lost);
        }
    }
}
