using System.Text;
using System.Text.Json;

namespace Satchel.Server.Notices;

/// <summary>What a notice names, as the database keeps it: an object of texts in JSON.</summary>
internal static class NoticeContent
{
    public static string Write(IReadOnlyDictionary<string, string>? values)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach ((string name, string value) in values ?? new Dictionary<string, string>())
            {
                writer.WriteString(name, value);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    public static Dictionary<string, string> Read(string content)
    {
        var values = new Dictionary<string, string>();
        foreach (JsonProperty member in JsonElement.Parse(content).EnumerateObject())
        {
            values[member.Name] = member.Value.ToString();
        }

        return values;
    }
}
