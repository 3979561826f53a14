using System.Globalization;
using System.Text.Json;

namespace Satchel.Cli.Text;

/// <summary>Members of results for scripts, as docs/commands.md has them: times in UTC with milliseconds, seconds as numbers, nothing that is not known.</summary>
internal static class JsonMembers
{
    extension(Utf8JsonWriter writer)
    {
        /// <summary>A text, where it is known.</summary>
        public void Text(string name, string? value)
        {
            if (value is not null)
            {
                writer.WriteString(name, value);
            }
        }

        /// <summary>A time, where it is known.</summary>
        public void Time(string name, DateTimeOffset? at)
        {
            if (at is { } known)
            {
                writer.WriteString(name, known.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            }
        }

        /// <summary>A duration in seconds, to the millisecond, where it is known.</summary>
        public void Seconds(string name, TimeSpan? duration)
        {
            if (duration is { } known)
            {
                writer.WriteNumber(name, Math.Round(known.TotalSeconds, 3));
            }
        }

        /// <summary>Texts, also where there are none.</summary>
        public void Texts(string name, IEnumerable<string> values)
        {
            writer.WriteStartArray(name);
            foreach (string value in values)
            {
                writer.WriteStringValue(value);
            }

            writer.WriteEndArray();
        }

        /// <summary>An enumeration's name in lower camel case.</summary>
        public void Name<T>(string name, T value)
            where T : struct, Enum => writer.WriteString(name, EnumText.Of(value));
    }
}
