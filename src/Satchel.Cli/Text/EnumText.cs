using System.Text.Json;

namespace Satchel.Cli.Text;

/// <summary>The names of the model's enumerations as the record stream has them.</summary>
internal static class EnumText
{
    /// <summary><c>LiveLocation</c> is <c>liveLocation</c>.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    /// <summary>Reads such a name.</summary>
    public static bool TryParse<T>(string name, out T value)
        where T : struct, Enum
    {
        foreach (T known in Enum.GetValues<T>())
        {
            if (Of(known) == name)
            {
                value = known;
                return true;
            }
        }

        value = default;
        return false;
    }
}
