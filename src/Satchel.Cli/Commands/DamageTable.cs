using System.Text.Json;
using Satchel.Cli.Text;
using Satchel.Vaults.Maintenance;

namespace Satchel.Cli.Commands;

/// <summary>How damage to a vault is listed.</summary>
internal static class DamageTable
{
    /// <summary>For people.</summary>
    public static void Write(IReadOnlyList<VaultDamage> damaged, TextWriter output)
    {
        foreach (VaultDamage damage in damaged)
        {
            output.WriteLine(SafeText.OneLine($"{damage.Object}: {damage.Problem}"));
            output.WriteLine(SafeText.OneLine($"    affects {(damage.Affects.Length == 0 ? "nothing that a snapshot needs" : damage.Affects)}"));
        }
    }

    /// <summary>For scripts.</summary>
    public static void WriteJson(Utf8JsonWriter json, string name, IReadOnlyList<VaultDamage> damaged)
    {
        json.WriteStartArray(name);
        foreach (VaultDamage damage in damaged)
        {
            json.WriteStartObject();
            json.WriteString("object", damage.Object);
            json.WriteString("problem", damage.Problem);
            json.WriteString("affects", damage.Affects);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
