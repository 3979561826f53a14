using System.CommandLine;
using Satchel.Archive;
using Satchel.Cli.Options;
using Satchel.Cli.Text;
using Satchel.Vaults;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel snapshots</c>: what the vault holds.</summary>
internal sealed class SnapshotsCommand : SatchelCommand
{
    private readonly VaultOptions _vault = new();
    private readonly FilterOptions _filter = new();

    public SnapshotsCommand() : base("snapshots", "lists the snapshots in a vault, the oldest first", ExitCode.Damaged, ExitCode.NoVault, ExitCode.WrongKey)
    {
        AddOptions(_vault.All);
        AddOptions(_filter.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel snapshots --vault ~/vault"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        HistoryFilter filter = _filter.Read(arguments);
        await using OpenVault opened = await _vault.OpenAsync(arguments, session, cancellationToken);
        List<SnapshotInfo> snapshots = [.. opened.Vault.Snapshots.Where(s => FilterOptions.Admits(filter, s))];
        if (arguments.GetValue(Json))
        {
            WriteJson(snapshots, session.Terminal);
        }
        else
        {
            WriteTable(snapshots, session);
        }

        return ExitCode.Done;
    }

    private static void WriteJson(List<SnapshotInfo> snapshots, Terminal terminal)
    {
        using var lines = new JsonLines(terminal);
        foreach (SnapshotInfo snapshot in snapshots)
        {
            lines.Write(json =>
            {
                json.WriteString("id", snapshot.Id);
                json.Time("takenAt", snapshot.TakenAt);
                json.WriteString("app", snapshot.Source.App);
                json.WriteString("platform", snapshot.Source.Platform);
                json.Text("account", snapshot.Source.Account);
                json.WriteNumber("chats", snapshot.Counts.Chats);
                json.WriteNumber("messages", snapshot.Counts.Messages);
                json.WriteNumber("bytes", snapshot.Counts.Bytes);
            });
        }
    }

    private static void WriteTable(List<SnapshotInfo> snapshots, Session session)
    {
        var time = new LocalTime(session.Time);
        var table = new TextTable("id", "taken", "app", "platform", "account", ">chats", ">messages", ">size");
        foreach (SnapshotInfo snapshot in snapshots)
        {
            table.Add(
                BackupOutput.ShortId(snapshot.Id), time.Minute(snapshot.TakenAt), AppName(snapshot.Source), snapshot.Source.Platform, snapshot.Source.Account ?? LocalTime.Unknown,
                Quantity.Count(snapshot.Counts.Chats), Quantity.Count(snapshot.Counts.Messages), Quantity.Bytes(snapshot.Counts.Bytes));
        }

        table.Write(session.Terminal.Out);
        if (table.IsEmpty)
        {
            session.Terminal.Note("no snapshot is in the vault yet; 'satchel backup PATH' makes one");
        }
    }

    private static string AppName(SourceIdentity source) => source.Edition is null ? source.App : $"{source.App} {source.Edition}";
}
