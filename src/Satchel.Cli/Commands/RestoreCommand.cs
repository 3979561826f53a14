using System.CommandLine;
using System.Text.Json;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.Cli.Options;
using Satchel.Cli.Text;
using Satchel.Vaults;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel restore</c>: a source as it was.</summary>
internal sealed class RestoreCommand : SatchelCommand
{
    private readonly Argument<string> _from = new("FROM") { Description = "a snapshot's id (8 or more digits) or 'latest'", DefaultValueFactory = _ => "latest" };
    private readonly Option<string> _to = new("--to") { HelpName = "DIR", Description = "takes the place of the source's folder; is made", Required = true };
    private readonly Option<bool> _overwrite = new("--overwrite") { Description = "go on where DIR is not empty; files in the way are replaced" };
    private readonly Option<bool> _decrypted = new("--decrypted") { Description = "write encrypted databases as plain ones, under names less .cryptNN" };
    private readonly VaultOptions _vault = new();
    private readonly FilterOptions _filter = new();
    private readonly KeyOptions _keys = new();

    public RestoreCommand() : base("restore", "brings a history back as it was", ExitCode.Incomplete, ExitCode.Damaged, ExitCode.NoVault, ExitCode.WrongKey, ExitCode.Interrupted)
    {
        Arguments.Add(_from);
        AddOptions(_to, _overwrite, _decrypted);
        AddOptions(_keys.All);
        AddOptions(_vault.All);
        AddOptions(_filter.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
    [
        "Files come back byte for byte, with times and permissions; databases with the same schema and rows. A source that was a single file becomes a file in DIR.",
        "Encrypted databases are encrypted again with --key, or written plain with --decrypted.",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel restore --to ~/WhatsApp --vault ~/vault", "satchel restore 7d1f04c2 --to ~/before --key encrypted_backup.key"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        HistoryOrigin origin = HistoryOrigin.Parse(arguments.GetRequiredValue(_from));
        if (origin.Kind is HistoryOriginKind.Archive or HistoryOriginKind.Path)
        {
            throw CommandException.BadUsage(
                $"restore takes a snapshot's id or 'latest', and not '{arguments.GetRequiredValue(_from)}'",
                origin.Kind == HistoryOriginKind.Archive ? "the archive has messages but is no source; 'satchel export archive' gives it" : "'satchel snapshots' lists the ids");
        }

        string to = Path.GetFullPath(arguments.GetRequiredValue(_to));
        RefuseWhatIsThere(to, arguments.GetValue(_overwrite));
        using SourceKeys keys = _keys.Read(arguments);
        await using OpenVault opened = await _vault.OpenAsync(arguments, session, cancellationToken);
        SnapshotInfo snapshot = SnapshotChoice.Find(opened.Vault, origin, _filter.Read(arguments));
        var options = new RestoreOptions { To = to, Overwrite = arguments.GetValue(_overwrite), Keys = keys, Decrypted = arguments.GetValue(_decrypted) };
        RestoreReport report = await Restore.RunAsync(opened.Vault, snapshot, options, new ProgressLine(session), cancellationToken);
        session.Terminal.ClearProgress();
        if (arguments.GetValue(Json))
        {
            WriteJson(report, session.Terminal);
        }
        else
        {
            session.Terminal.Out.WriteLine(Summary(report, snapshot, to));
        }

        foreach (string warning in report.Warnings)
        {
            session.Terminal.Warn(warning);
        }

        foreach (string lost in report.Lost)
        {
            session.Terminal.Warn("not restored: " + lost);
        }

        return report.Lost.Count > 0 ? ExitCode.Incomplete : ExitCode.Done;
    }

    private static void RefuseWhatIsThere(string to, bool overwrite)
    {
        if (File.Exists(to))
        {
            throw new CommandException(ExitCode.BadUsage, ErrorAnchor.TargetNotEmpty, $"{to} is a file; --to takes a folder");
        }

        if (!overwrite && Directory.Exists(to) && Directory.EnumerateFileSystemEntries(to).Any())
        {
            throw new CommandException(ExitCode.BadUsage, ErrorAnchor.TargetNotEmpty, $"{to} is not empty", "name a folder that is not there yet, or give --overwrite");
        }
    }

    private static string Summary(RestoreReport report, SnapshotInfo snapshot, string to)
    {
        string databases = report.Databases == 0 ? "" : $", of them {Quantity.Count(report.Databases, "database")} with {Quantity.Count(report.Rows, "row")}";
        return $"restored {BackupOutput.ShortId(snapshot.Id)} to {SafeText.OneLine(to)}: {Quantity.Count(report.Files, "file")}{databases}  {Quantity.Bytes(report.Bytes)}  in {Quantity.Duration(report.Elapsed)}";
    }

    /// <summary>The members of the result for scripts.</summary>
    internal static void WriteMembers(Utf8JsonWriter json, RestoreReport report)
    {
        json.WriteNumber("files", report.Files);
        json.WriteNumber("databases", report.Databases);
        json.WriteNumber("rows", report.Rows);
        json.WriteNumber("bytes", report.Bytes);
        json.Seconds("elapsedSeconds", report.Elapsed);
        json.Texts("warnings", [.. report.Warnings, .. report.Lost.Select(what => "not restored: " + what)]);
    }

    private static void WriteJson(RestoreReport report, Terminal terminal)
    {
        using var lines = new JsonLines(terminal);
        lines.Write(json => WriteMembers(json, report));
    }
}
