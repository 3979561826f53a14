using System.Text;
using Satchel.Archive;
using Satchel.Exports;
using Satchel.Exports.Html;

namespace Satchel;

/// <summary>Writes a history down in a form that others read: records, pages, text, a table. Memory does not grow with the messages.</summary>
public static class Export
{
    private const int BufferBytes = 64 * 1024;

    /// <summary>Exports a history.</summary>
    /// <param name="view">The history. It is read once.</param>
    /// <param name="options">As what, and where to.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="cancellationToken">Cancels the export; what was written so far stays.</param>
    /// <exception cref="IOException">Where it goes to cannot be written.</exception>
    public static async Task<ExportReport> RunAsync(HistoryView view, ExportOptions options, IProgress<JourneyProgress>? progress, CancellationToken cancellationToken)
    {
        using var session = new ExportSession(view, options, progress);
        await session.ReadDirectoryAsync(counted: options.Format is ExportFormat.Html or ExportFormat.Txt, cancellationToken).ConfigureAwait(false);
        if (options.Path is string path && IsFolder(options))
        {
            await (options.Format == ExportFormat.Html
                ? new HtmlExport(session).WritePagesAsync(path, cancellationToken)
                : new TxtExport(session).WriteFilesAsync(path, cancellationToken)).ConfigureAwait(false);
            return session.Report();
        }

        if (options.Path is string file)
        {
            if (Path.GetDirectoryName(Path.GetFullPath(file)) is string parent)
            {
                Directory.CreateDirectory(parent);
            }

            await using FileStream stream = new(file, FileMode.Create, FileAccess.Write, FileShare.Read, BufferBytes, FileOptions.Asynchronous);
            await WriteAsync(session, stream, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await WriteAsync(session, options.Stream ?? throw new ArgumentException("An export needs a path or a stream.", nameof(options)), cancellationToken).ConfigureAwait(false);
        }

        return session.Report();
    }

    private static bool IsFolder(ExportOptions options) => options.Format switch
    {
        ExportFormat.Html => !options.Path!.EndsWith(".html", StringComparison.OrdinalIgnoreCase) && !options.Path.EndsWith(".htm", StringComparison.OrdinalIgnoreCase),
        ExportFormat.Txt => Path.EndsInDirectorySeparator(options.Path!) || Directory.Exists(options.Path),
        _ => false,
    };

    private static async Task WriteAsync(ExportSession session, Stream stream, CancellationToken cancellationToken)
    {
        if (session.Options.Format == ExportFormat.Jsonl)
        {
            await JsonlExport.WriteAsync(session, stream, cancellationToken).ConfigureAwait(false);
            return;
        }

        await using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferBytes, leaveOpen: true) { NewLine = "\n" };
        await (session.Options.Format switch
        {
            ExportFormat.Csv => CsvExport.WriteAsync(session, writer, cancellationToken),
            ExportFormat.Txt => new TxtExport(session).WriteAsync(writer, cancellationToken),
            _ => new HtmlExport(session).WritePageAsync(writer, cancellationToken),
        }).ConfigureAwait(false);
    }
}
