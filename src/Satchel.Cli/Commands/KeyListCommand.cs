using System.CommandLine;
using Satchel.Cli.Options;
using Satchel.Cli.Text;
using Satchel.Vaults.Keys;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel key list</c>: what opens the vault.</summary>
internal sealed class KeyListCommand : SatchelCommand
{
    private const int ShortDigits = 8;

    private readonly VaultOptions _vault = new();

    public KeyListCommand() : base("list", "lists what opens a vault", ExitCode.Damaged, ExitCode.NoVault, ExitCode.WrongKey)
    {
        AddOptions(_vault.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel key list --vault ~/vault"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        await using OpenVault opened = await _vault.OpenAsync(arguments, session, cancellationToken);
        List<KeySlotInfo> keys = [.. (await opened.Vault.ListKeysAsync(cancellationToken)).OrderBy(k => k.CreatedAt).ThenBy(k => k.Kind, StringComparer.Ordinal).ThenBy(k => k.Slot, StringComparer.Ordinal)];
        if (arguments.GetValue(Json))
        {
            using var lines = new JsonLines(session.Terminal);
            foreach (KeySlotInfo key in keys)
            {
                lines.Write(json =>
                {
                    json.WriteString("id", key.Slot);
                    json.WriteString("kind", key.Kind);
                    json.WriteString("name", key.Name);
                    json.Time("createdAt", key.CreatedAt);
                });
            }

            return ExitCode.Done;
        }

        var time = new LocalTime(session.Time);
        var table = new TextTable("id", "kind", "name", "added");
        foreach (KeySlotInfo key in keys)
        {
            table.Add(key.Slot[..Math.Min(ShortDigits, key.Slot.Length)], key.Kind, key.Name, time.Minute(key.CreatedAt));
        }

        table.Write(session.Terminal.Out);
        return ExitCode.Done;
    }
}
