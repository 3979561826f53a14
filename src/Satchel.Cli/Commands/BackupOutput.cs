using Satchel.Cli.Text;

namespace Satchel.Cli.Commands;

/// <summary>What <c>satchel backup</c> says of each snapshot.</summary>
internal sealed class BackupOutput(Session session, bool asJson)
{
    private const int ShortIdDigits = 8;

    /// <summary>The digits of a snapshot's id that people are shown, and may type.</summary>
    public static string ShortId(string id) => id.Length > ShortIdDigits ? id[..ShortIdDigits] : id;

    /// <summary>Writes one report, and its warnings to the error stream.</summary>
    public void Write(BackupReport report)
    {
        if (asJson)
        {
            WriteJson(report);
        }
        else
        {
            session.Terminal.Out.WriteLine(Summary(report));
            session.Terminal.Out.WriteLine(Details(report));
            session.Terminal.Out.Flush();
        }

        foreach (string warning in report.Warnings)
        {
            session.Terminal.Warn(warning);
        }

        foreach (string unreadable in report.Unreadable)
        {
            session.Terminal.Warn("not read: " + unreadable);
        }
    }

    private static string Summary(BackupReport report)
    {
        string name = report.Snapshot is { } id ? $"snapshot {ShortId(id)}" : "dry run";
        string news = report.Snapshot is null ? "would add" : "new";
        string counts = $"{Quantity.Count(report.Chats, "chat")}  {Quantity.Count(report.Messages, "message")}  {Quantity.Bytes(report.Bytes)}";
        return $"{name}  {counts}  ({news}: {Quantity.Bytes(report.BytesAdded)})";
    }

    private static string Details(BackupReport report)
    {
        string firstByte = report.FirstByteAfter is { } after ? $"first byte after {Quantity.Duration(after)}, " : "";
        return $"    messages: {Quantity.Count(report.NewMessages)} new, {Quantity.Count(report.ChangedMessages)} changed, {Quantity.Count(report.RemovedMessages)} gone; "
            + $"read {Quantity.Bytes(report.BytesRead)}; {firstByte}done in {Quantity.Duration(report.Elapsed)}";
    }

    private void WriteJson(BackupReport report)
    {
        using var lines = new JsonLines(session.Terminal);
        lines.Write(json =>
        {
            json.Text("snapshot", report.Snapshot);
            json.WriteStartObject("source");
            json.WriteString("app", report.App);
            json.WriteString("platform", report.Platform);
            json.Text("account", report.Account);
            json.WriteEndObject();
            json.WriteNumber("chats", report.Chats);
            json.WriteNumber("messages", report.Messages);
            json.WriteNumber("attachments", report.Attachments);
            json.WriteNumber("files", report.Files);
            json.WriteNumber("newMessages", report.NewMessages);
            json.WriteNumber("changedMessages", report.ChangedMessages);
            json.WriteNumber("removedMessages", report.RemovedMessages);
            json.WriteNumber("bytesRead", report.BytesRead);
            json.WriteNumber("bytesAdded", report.BytesAdded);
            json.Seconds("firstByteSeconds", report.FirstByteAfter);
            json.Seconds("elapsedSeconds", report.Elapsed);
            json.Texts("warnings", [.. report.Warnings, .. report.Unreadable.Select(what => "not read: " + what)]);
        });
    }
}
