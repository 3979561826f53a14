using System.Text.Json;
using Satchel.Chats;
using Satchel.Cli.Text;

namespace Satchel.Cli.Commands;

/// <summary>What <c>satchel migrate</c> says: what moved, what did not and why, and what to do next.</summary>
internal sealed class MigrateOutput(Terminal terminal, bool asJson)
{
    /// <summary>Writes the report, and its warnings to the error stream.</summary>
    public void Write(MigrationReport report, IChatWriterFormat format)
    {
        if (asJson)
        {
            WriteJson(report);
        }
        else
        {
            WriteText(report, format);
        }

        foreach (string warning in report.Warnings)
        {
            terminal.Warn(warning);
        }

        foreach (string unreadable in report.Unreadable)
        {
            terminal.Warn("not read: " + unreadable);
        }
    }

    /// <summary>The members of the result for scripts.</summary>
    internal static void WriteMembers(Utf8JsonWriter json, MigrationReport report)
    {
        json.WriteString("format", report.Format);
        json.WriteNumber("chats", report.Chats);
        json.WriteNumber("messages", report.Messages);
        json.WriteNumber("attachments", report.Attachments);
        json.WriteStartObject("moved");
        foreach ((MessageKind kind, long count) in report.Moved)
        {
            json.WriteNumber(EnumText.Of(kind), count);
        }

        json.WriteEndObject();
        json.WriteStartArray("losses");
        foreach (Loss loss in report.Losses)
        {
            json.WriteStartObject();
            json.WriteString("kind", EnumText.Of(loss.Kind));
            json.WriteString("what", loss.What);
            json.WriteNumber("count", loss.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("alreadyThere", report.AlreadyThere);
        json.WriteNumber("duplicates", report.Duplicates);
        json.WriteString("out", report.Out);
        json.WriteBoolean("dryRun", report.DryRun);
        json.Seconds("elapsedSeconds", report.Elapsed);
        json.Texts("warnings", [.. report.Warnings, .. report.Unreadable.Select(what => "not read: " + what)]);
    }

    private void WriteText(MigrationReport report, IChatWriterFormat format)
    {
        string did = report.DryRun ? "would migrate" : "migrated";
        terminal.Out.WriteLine(SafeText.OneLine(
            $"{did} {Quantity.Count(report.Chats, "chat")}  {Quantity.Count(report.Messages, "message")}  {Quantity.Count(report.Attachments, "attachment")} to {report.Format}, {report.Out}  in {Quantity.Duration(report.Elapsed)}"));
        if (report.AlreadyThere > 0)
        {
            terminal.Out.WriteLine($"the phone's own store had {Quantity.Count(report.AlreadyThere, "message")} already");
        }

        if (report.Duplicates > 0)
        {
            terminal.Out.WriteLine($"{Quantity.Count(report.Duplicates, "message")} of several sources counted once");
        }

        var moved = new TextTable("KIND", ">MOVED");
        foreach ((MessageKind kind, long count) in report.Moved)
        {
            moved.Add(EnumText.Of(kind), Quantity.Count(count));
        }

        moved.Write(terminal.Out);
        var losses = new TextTable(">COUNT", "NOT CARRIED OVER", "OF");
        foreach (IGrouping<string, Loss> loss in report.Losses.GroupBy(l => l.What).OrderByDescending(g => g.Sum(l => l.Count)))
        {
            losses.Add(Quantity.Count(loss.Sum(l => l.Count)), loss.Key, string.Join(", ", loss.Select(l => EnumText.Of(l.Kind))));
        }

        losses.Write(terminal.Out);
        if (report.Losses.Count == 0)
        {
            terminal.Out.WriteLine("nothing was lost");
        }

        if (!report.DryRun)
        {
            terminal.Out.WriteLine($"next: how it gets onto the phone is in docs/guides/{(format.Platform == "ios" ? "android-to-iphone" : "iphone-to-android")}.md");
        }
    }

    private void WriteJson(MigrationReport report)
    {
        using var lines = new JsonLines(terminal);
        lines.Write(json => WriteMembers(json, report));
    }
}
