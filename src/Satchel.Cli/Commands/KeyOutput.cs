using Satchel.Cli.Text;
using Satchel.Vaults.Keys;

namespace Satchel.Cli.Commands;

/// <summary>What is said of a key that was added or removed.</summary>
internal static class KeyOutput
{
    /// <summary>Says it.</summary>
    public static void Write(string what, KeySlotInfo key, bool asJson, Session session)
    {
        if (!asJson)
        {
            session.Terminal.Out.WriteLine(SafeText.OneLine($"{what} {key.Kind} {BackupOutput.ShortId(key.Slot)}  {key.Name}"));
            return;
        }

        using var lines = new JsonLines(session.Terminal);
        lines.Write(json =>
        {
            json.WriteString("id", key.Slot);
            json.WriteString("kind", key.Kind);
            json.WriteString("name", key.Name);
            json.Time("createdAt", key.CreatedAt);
        });
    }
}
