using System.CommandLine;
using Satchel.Cli.Options;
using Satchel.Cli.Text;
using Satchel.Vaults.Maintenance;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel check</c>: whether the vault is whole.</summary>
internal sealed class CheckCommand : SatchelCommand
{
    private readonly VaultOptions _vault = new();
    private readonly Option<bool> _readData = new("--read-data") { Description = "read and open every object too, which finds any flipped bit" };

    public CheckCommand() : base("check", "checks that everything in a vault is there, opens, and is what its name says", ExitCode.Damaged, ExitCode.NoVault, ExitCode.WrongKey, ExitCode.Interrupted)
    {
        AddOptions(_readData);
        AddOptions(_vault.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel check --vault ~/vault", "satchel check --read-data --json"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        CheckDepth depth = arguments.GetValue(_readData) ? CheckDepth.ReadEveryPack : CheckDepth.Structure;
        await using OpenVault opened = await _vault.OpenAsync(arguments, session, cancellationToken);
        CheckReport report = await opened.Vault.CheckAsync(depth, new ProgressLine(session), cancellationToken);
        session.Terminal.ClearProgress();
        if (arguments.GetValue(Json))
        {
            WriteJson(report, session.Terminal);
        }
        else
        {
            WriteLines(report, depth, session.Terminal);
        }

        return report.IsWhole ? ExitCode.Done : ExitCode.Damaged;
    }

    private static void WriteLines(CheckReport report, CheckDepth depth, Terminal terminal)
    {
        string how = depth == CheckDepth.ReadEveryPack ? "every object was read" : "what lies in the objects was not read; --read-data does";
        string size = $"{Quantity.Count(report.Objects, "object")}  {Quantity.Bytes(report.Bytes)}";
        if (report.IsWhole)
        {
            terminal.Out.WriteLine($"whole: {size}  ({how})");
            return;
        }

        DamageTable.Write(report.Damaged, terminal.Out);
        terminal.Out.WriteLine($"damaged: {Quantity.Count(report.Damaged.Count, "thing")} of {size}  ({how})");
        terminal.Fail(new Failure(ExitCode.Damaged, ErrorAnchor.VaultDamaged, "the vault is damaged", "'satchel repair' mends what can be; what the damage does not touch still restores"));
    }

    private static void WriteJson(CheckReport report, Terminal terminal)
    {
        using var lines = new JsonLines(terminal);
        lines.Write(json =>
        {
            json.WriteBoolean("ok", report.IsWhole);
            json.WriteNumber("objects", report.Objects);
            json.WriteNumber("bytes", report.Bytes);
            DamageTable.WriteJson(json, "damaged", report.Damaged);
        });
    }
}
