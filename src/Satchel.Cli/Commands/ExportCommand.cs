using System.CommandLine;
using System.Text.Json;
using Satchel.Cli.Options;
using Satchel.Cli.Text;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel export</c>: a history in a form that others read.</summary>
internal sealed class ExportCommand : SatchelCommand
{
    private readonly FromOptions _from = new();
    private readonly Option<string> _format = new("--format") { HelpName = "FORMAT", Description = "jsonl (the record stream), html (pages), txt or csv", Required = true };
    private readonly Option<string> _out = new("--out") { HelpName = "PATH", Description = "a file, or for html and txt a folder; '-' is the output", Required = true };
    private readonly Option<string?> _media = new("--media") { HelpName = "DIR", Description = "write each attachment's content once to DIR/<sha256>.<ext>; html pages in a folder have them in its 'media' else" };
    private readonly Option<string?> _language = new("--language") { HelpName = "LANG", Description = "the language of headings: en or zh; that of the machine where left out" };

    public ExportCommand() : base("export", "writes a history as records, pages, text or a table", ExitCode.Incomplete, ExitCode.Damaged, ExitCode.NoVault, ExitCode.WrongKey, ExitCode.Interrupted)
    {
        Arguments.Add(_from.From);
        AddOptions(_format, _out, _media, _language);
        AddOptions(_from.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
    [
        "jsonl has everything (docs/model.md): of the archive each version of a message is a line. html is for people: open its index.html, no network is needed. csv and jsonl have times in UTC, the others in this machine's zone.",
        "Of a damaged vault what is whole is exported, and what is not is named: 3; where nothing can be given: 4.",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples =>
        ["satchel export archive --format html --out ~/chats --vault ~/vault", "satchel export latest --format jsonl --out - | jq .text", "satchel export ~/WhatsApp --format csv --out chats.csv"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        ExportFormat format = ReadFormat(arguments.GetRequiredValue(_format));
        string target = arguments.GetRequiredValue(_out);
        bool asJson = arguments.GetValue(Json);
        if (target == "-" && asJson && format != ExportFormat.Jsonl)
        {
            throw CommandException.BadUsage($"the output cannot be {EnumText.Of(format)} and JSON at once", "give --out a path, or leave out --json");
        }

        var options = new ExportOptions(format)
        {
            MediaFolder = arguments.GetValue(_media) is { } media ? Path.GetFullPath(media) : null,
            Language = ExportOptions.LanguageOf(arguments.GetValue(_language) ?? session.Variable("LC_ALL") ?? session.Variable("LC_MESSAGES") ?? session.Variable("LANG")),
            Zone = session.Time.LocalTimeZone,
        };
        await using OpenHistory history = await _from.OpenAsync(arguments, session, cancellationToken);
        if (history.Views.Count == 0)
        {
            throw new CommandException(ExitCode.Failed, ErrorAnchor.NotFound, "there is no such history to export", "'satchel snapshots' lists what is there");
        }

        var writing = new ExportTarget(target, options, session, new ProgressLine(session));
        ExportReport report = await writing.WriteAsync(history.Views, cancellationToken);
        session.Terminal.ClearProgress();
        if (target != "-")
        {
            Say(report, target, asJson, session.Terminal);
        }

        return Conclude(report, session.Terminal);
    }

    internal static ExportFormat ReadFormat(string text) => text switch
    {
        "jsonl" => ExportFormat.Jsonl,
        "html" => ExportFormat.Html,
        "txt" => ExportFormat.Txt,
        "csv" => ExportFormat.Csv,
        _ => throw CommandException.BadUsage($"--format takes jsonl, html, txt or csv; '{text}' does not fit"),
    };

    private static void Say(ExportReport report, string target, bool asJson, Terminal terminal)
    {
        if (asJson)
        {
            using var lines = new JsonLines(terminal);
            lines.Write(json => WriteMembers(json, report, target));
            return;
        }

        string media = report.MediaFiles == 0 ? "" : $"  {Quantity.Count(report.MediaFiles, "media file")}";
        string missing = report.MissingMedia == 0 ? "" : $"  ({Quantity.Count(report.MissingMedia)} missing)";
        terminal.Out.WriteLine(SafeText.OneLine($"exported {Quantity.Count(report.Chats, "chat")}  {Quantity.Count(report.Messages, "message")}{media}{missing} to {target}"));
    }

    /// <summary>The members of the result for scripts.</summary>
    internal static void WriteMembers(Utf8JsonWriter json, ExportReport report, string target)
    {
        json.WriteString("out", target);
        json.WriteNumber("chats", report.Chats);
        json.WriteNumber("messages", report.Messages);
        json.WriteNumber("mediaFiles", report.MediaFiles);
        json.WriteNumber("missingMedia", report.MissingMedia);
        json.Texts("warnings", report.Warnings);
    }

    private static ExitCode Conclude(ExportReport report, Terminal terminal)
    {
        foreach (string note in report.Notes)
        {
            terminal.Note(note);
        }

        foreach (string warning in report.Warnings)
        {
            terminal.Warn(warning);
        }

        if (report.Warnings.Count == 0)
        {
            return ExitCode.Done;
        }

        return report.Messages == 0 ? ExitCode.Damaged : ExitCode.Incomplete;
    }
}
