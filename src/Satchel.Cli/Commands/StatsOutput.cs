using System.Globalization;
using System.Text.Json;
using Satchel.Archive;
using Satchel.Cli.Text;

namespace Satchel.Cli.Commands;

/// <summary>What <c>satchel stats</c> shows: numbers, and bars that show which are large.</summary>
internal sealed class StatsOutput(HistoryStatistics statistics, Session session)
{
    private const int BarColumns = 32;
    private const int ShownNames = 10;
    private const int MostMonths = 24;

    private readonly TextWriter _output = session.Terminal.Out;

    /// <summary>Writes the page for people.</summary>
    public async Task WritePageAsync(IReadOnlyList<HistoryView> views, CancellationToken cancellationToken)
    {
        PersonNames names = await PersonNames.ReadAsync(views, cancellationToken);
        ChatTitles titles = await ChatTitles.ReadAsync(views, names, cancellationToken);
        var time = new LocalTime(session.Time);
        _output.WriteLine($"{Quantity.Count(statistics.Chats, "chat")}  {Quantity.Count(statistics.Messages, "message")}  {time.Day(statistics.FirstAt)} to {time.Day(statistics.LastAt)}");
        _output.WriteLine($"{Quantity.Count(statistics.Attachments, "file")}  {Quantity.Bytes(statistics.AttachmentBytes)}  ({Quantity.Count(statistics.MissingAttachments)} missing)");
        if (statistics.Removed > 0)
        {
            _output.WriteLine($"{Quantity.Count(statistics.Removed, "message")} no longer on the phone");
        }

        WriteBars("by kind", statistics.ByKind.OrderByDescending(k => k.Value).Select(k => (EnumText.Of(k.Key), k.Value)));
        WriteBars(statistics.ByMonth.Count <= MostMonths ? "by month" : "by year", Months());
        WriteBars("by hour of the day", statistics.ByHour.Select((count, hour) => (hour.ToString("00", CultureInfo.InvariantCulture), count)));
        WriteBars("chats with most messages", Top(statistics.ByChat, titles.Of));
        WriteBars("people who wrote most", Top(statistics.BySender, id => id.Length == 0 ? names.Of(null) : names.Of(id)));
    }

    /// <summary>Writes one object for scripts.</summary>
    public void WriteJson()
    {
        using var lines = new JsonLines(session.Terminal);
        lines.Write(json =>
        {
            json.WriteNumber("chats", statistics.Chats);
            json.WriteNumber("messages", statistics.Messages);
            json.WriteNumber("removedMessages", statistics.Removed);
            json.WriteNumber("attachments", statistics.Attachments);
            json.WriteNumber("missingAttachments", statistics.MissingAttachments);
            json.WriteNumber("attachmentBytes", statistics.AttachmentBytes);
            json.Time("firstAt", statistics.FirstAt);
            json.Time("lastAt", statistics.LastAt);
            WriteCounts(json, "kinds", statistics.ByKind.Select(k => (EnumText.Of(k.Key), k.Value)));
            WriteCounts(json, "months", statistics.ByMonth.Select(m => (MonthName(m.Key), m.Value)));
            WriteCounts(json, "hours", statistics.ByHour.Select((count, hour) => (hour.ToString("00", CultureInfo.InvariantCulture), count)));
        });
    }

    private static IEnumerable<(string Name, long Count)> Top(Dictionary<string, long> counts, Func<string, string> name) =>
        counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Take(ShownNames).Select(c => (name(c.Key), c.Value));

    private static string MonthName((int Year, int Month) month) => string.Create(CultureInfo.InvariantCulture, $"{month.Year:0000}-{month.Month:00}");

    private static void WriteCounts(Utf8JsonWriter json, string name, IEnumerable<(string Name, long Count)> counts)
    {
        json.WriteStartObject(name);
        foreach ((string key, long count) in counts)
        {
            json.WriteNumber(key, count);
        }

        json.WriteEndObject();
    }

    /// <summary>By month while that is not too long to look at, else by year.</summary>
    private IEnumerable<(string Name, long Count)> Months() =>
        statistics.ByMonth.Count <= MostMonths
            ? statistics.ByMonth.Select(m => (MonthName(m.Key), m.Value))
            : statistics.ByMonth.GroupBy(m => m.Key.Year).Select(y => (y.Key.ToString("0000", CultureInfo.InvariantCulture), y.Sum(m => m.Value)));

    private void WriteBars(string title, IEnumerable<(string Name, long Count)> counts)
    {
        List<(string Name, long Count)> rows = [.. counts];
        long largest = rows.Count == 0 ? 0 : rows.Max(r => r.Count);
        if (largest == 0)
        {
            return;
        }

        _output.WriteLine();
        var table = new TextTable(title, ">messages", "");
        foreach ((string name, long count) in rows)
        {
            table.Add(DisplayWidth.Cut(SafeText.OneLine(name), BarColumns), Quantity.Count(count), new string('▇', Length(count, largest)));
        }

        table.Write(_output);
    }

    /// <summary>Something is shown for whatever is there at all.</summary>
    private static int Length(long count, long largest) => count == 0 ? 0 : Math.Max(1, (int)Math.Round((double)count / largest * BarColumns));
}
