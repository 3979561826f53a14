using Satchel.Archive;
using Satchel.Cli.Text;

namespace Satchel.Cli.Commands;

/// <summary>Where an export goes: the output, a file that is there whole or not at all, or a folder; with several accounts, each apart.</summary>
/// <param name="target">What was typed; <c>-</c> for the output.</param>
/// <param name="options">The options but for where to.</param>
/// <param name="session">The terminal.</param>
/// <param name="progress">Told how far it is.</param>
internal sealed class ExportTarget(string target, ExportOptions options, Session session, IProgress<JourneyProgress> progress)
{
    private const string MediaFolderName = "media";

    private bool IsFolder => options.Format switch
    {
        ExportFormat.Html => !target.EndsWith(".html", StringComparison.OrdinalIgnoreCase) && !target.EndsWith(".htm", StringComparison.OrdinalIgnoreCase),
        ExportFormat.Txt => Path.EndsInDirectorySeparator(target) || Directory.Exists(target),
        _ => false,
    };

    /// <summary>Writes the history of each account.</summary>
    public async Task<ExportReport> WriteAsync(IReadOnlyList<HistoryView> views, CancellationToken cancellationToken)
    {
        if (target == "-")
        {
            await session.Terminal.Out.FlushAsync(cancellationToken);
            return await WriteStreamAsync(views, session.Terminal.OutputStream, cancellationToken);
        }

        return IsFolder ? await WriteFolderAsync(views, cancellationToken) : await WriteFileAsync(views, cancellationToken);
    }

    private async Task<ExportReport> WriteFolderAsync(IReadOnlyList<HistoryView> views, CancellationToken cancellationToken)
    {
        string folder = Path.GetFullPath(target);
        Directory.CreateDirectory(folder);
        var total = new ExportReport(0, 0, 0, 0, []);
        for (int i = 0; i < views.Count; i++)
        {
            string own = views.Count == 1 ? folder : Directory.CreateDirectory(Path.Combine(folder, $"{views[i].Account.App}-{i + 1}")).FullName;
            string? media = options.MediaFolder ?? (options.Format == ExportFormat.Html ? Path.Combine(own, MediaFolderName) : null);
            ExportReport report = await Export.RunAsync(views[i], options with { Path = own, MediaFolder = media }, progress, cancellationToken);
            total = Add(total, report);
        }

        return total;
    }

    private async Task<ExportReport> WriteFileAsync(IReadOnlyList<HistoryView> views, CancellationToken cancellationToken)
    {
        string path = Path.GetFullPath(target);
        if (Directory.Exists(path))
        {
            throw new CommandException(ExitCode.BadUsage, ErrorAnchor.TargetNotEmpty, $"{target} is a folder; {EnumText.Of(options.Format)} goes to a file");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string temporary = path + ".tmp";
        try
        {
            ExportReport report;
            await using (FileStream file = new(temporary, FileMode.Create, FileAccess.Write))
            {
                report = await WriteStreamAsync(views, file, cancellationToken);
            }

            File.Move(temporary, path, overwrite: true);
            return report;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private async Task<ExportReport> WriteStreamAsync(IReadOnlyList<HistoryView> views, Stream stream, CancellationToken cancellationToken)
    {
        if (views.Count > 1 && options.Format is not (ExportFormat.Jsonl or ExportFormat.Txt))
        {
            throw CommandException.BadUsage($"{views.Count} accounts do not go into one {EnumText.Of(options.Format)}", "narrow with --app, --platform and --account, or give --out a folder");
        }

        var total = new ExportReport(0, 0, 0, 0, []);
        foreach (HistoryView view in views)
        {
            total = Add(total, await Export.RunAsync(view, options with { Stream = stream }, progress, cancellationToken));
        }

        return total;
    }

    private static ExportReport Add(ExportReport total, ExportReport report) => new(
        total.Chats + report.Chats,
        total.Messages + report.Messages,
        total.MediaFiles + report.MediaFiles,
        total.MissingMedia + report.MissingMedia,
        [.. total.Warnings, .. report.Warnings]);
}
