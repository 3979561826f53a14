using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.Cli.Commands;
using Satchel.Cli.Options;
using Satchel.Cli.Text;
using Satchel.Vaults;

namespace Satchel.Cli.Viewer;

/// <summary>Does what the page wants done. What can be refused at once is refused before it begins.</summary>
/// <param name="histories">What is looked at.</param>
/// <param name="session">The clock, the cache.</param>
internal sealed class JobWork(ViewerHistories histories, Session session)
{
    /// <summary>What will do it.</summary>
    /// <exception cref="BadHttpRequestException">It cannot be done as it is wanted.</exception>
    public Func<Job, CancellationToken, Task<Action<Utf8JsonWriter>>> Prepare(JobRequest wanted) => wanted.Kind switch
    {
        "export" => PrepareExport(wanted),
        "restore" => PrepareRestore(wanted),
        "migrate" => PrepareMigration(wanted),
        _ => throw new BadHttpRequestException("A job is of kind export, restore or migrate."),
    };

    private Func<Job, CancellationToken, Task<Action<Utf8JsonWriter>>> PrepareExport(JobRequest wanted)
    {
        ExportFormat format = ExportCommand.ReadFormat(wanted.Format ?? "html");
        string target = PathOf(wanted.Out, "out");
        ExportOptions options = new(format)
        {
            MediaFolder = string.IsNullOrWhiteSpace(wanted.Media) ? null : PathOf(wanted.Media, "media"),
            Language = ExportOptions.LanguageOf(wanted.Language),
            Zone = session.Time.LocalTimeZone,
        };
        return async (job, cancellationToken) =>
        {
            await using OpenViews opened = await OpenAsync(wanted, forMigration: false, cancellationToken);
            ExportReport report = await new ExportTarget(wanted.Out is { } typed && Path.EndsInDirectorySeparator(typed) ? target + Path.DirectorySeparatorChar : target, options, session, job)
                .WriteAsync(opened.Views, cancellationToken);
            return json => ExportCommand.WriteMembers(json, report, target);
        };
    }

    private Func<Job, CancellationToken, Task<Action<Utf8JsonWriter>>> PrepareRestore(JobRequest wanted)
    {
        Vault vault = histories.Source.Vault ?? throw new BadHttpRequestException("A path is looked at, and no vault: there is nothing to restore.");
        HistoryOrigin origin = HistoryOrigin.Parse(wanted.Snapshot ?? "latest");
        if (origin.Kind is HistoryOriginKind.Archive or HistoryOriginKind.Path)
        {
            throw new BadHttpRequestException("A snapshot's id or 'latest' is needed.");
        }

        SnapshotInfo snapshot = SnapshotChoice.Find(vault, origin, histories.Source.Filter);
        RestoreOptions options = new() { To = PathOf(wanted.To, "to"), Overwrite = wanted.Overwrite, Decrypted = wanted.Decrypted };
        if (Restore.FindObstacle(options) is string obstacle)
        {
            throw new BadHttpRequestException(obstacle, StatusCodes.Status409Conflict);
        }

        return async (job, cancellationToken) =>
        {
            using SourceKeys keys = ReadKeys(wanted);
            RestoreReport report = await Restore.RunAsync(vault, snapshot, options with { Keys = keys }, job, cancellationToken);
            return json =>
            {
                json.WriteString("to", options.To);
                RestoreCommand.WriteMembers(json, report);
            };
        };
    }

    private Func<Job, CancellationToken, Task<Action<Utf8JsonWriter>>> PrepareMigration(JobRequest wanted)
    {
        IChatWriterFormat format = ChatWriters.All.FirstOrDefault(f => f.Name == wanted.To)
            ?? throw new BadHttpRequestException($"'to' is one of {string.Join(", ", ChatWriters.All.Select(f => f.Name))}.");
        string container = wanted.Container ?? "plain";
        MigrationOptions options = new()
        {
            Format = format,
            Out = PathOf(wanted.Out, "out"),
            Container = format.Containers.Contains(container) ? container : throw new BadHttpRequestException($"'container' is one of {string.Join(", ", format.Containers)}."),
            Into = string.IsNullOrWhiteSpace(wanted.Into) ? null : ExistingPath.Check(PathOf(wanted.Into, "into")),
            AccountId = histories.Source.Filter.Account,
            OnlyChats = wanted.OnlyChats ?? [],
            Since = Date(wanted.Since, endOfDay: false),
            Until = Date(wanted.Until, endOfDay: true),
            DryRun = wanted.DryRun,
            Force = wanted.Force,
            Overwrite = wanted.Overwrite,
            CacheFolder = session.Home.Cache,
            Time = session.Time,
        };
        if (Migration.FindObstacle(options) is string obstacle)
        {
            throw new BadHttpRequestException(obstacle, StatusCodes.Status409Conflict);
        }

        return async (job, cancellationToken) =>
        {
            using SourceKeys keys = ReadKeys(wanted);
            await using OpenViews opened = await OpenAsync(wanted, forMigration: true, cancellationToken);
            MigrationReport report = await Migration.RunAsync(opened.Views, options with { Keys = keys }, job, cancellationToken);
            return json => MigrateOutput.WriteMembers(json, report);
        };
    }

    // Views of its own: what the page looks at meanwhile goes on.
    private async Task<OpenViews> OpenAsync(JobRequest wanted, bool forMigration, CancellationToken cancellationToken)
    {
        ViewerSource source = histories.Source;
        HistoryViewOptions options = forMigration ? source.Options with { HashContents = false, TextExportsApart = true } : source.Options;
        Account? only = wanted.H is { Length: > 0 } key ? histories.Find(key)?.Indexed.View.Account : null;
        return new OpenViews(await HistoryViews.OpenAsync(source.Vault, source.Origin, source.Filter, options, cancellationToken), only);
    }

    private static string PathOf(string? typed, string name)
    {
        if (string.IsNullOrWhiteSpace(typed))
        {
            throw new BadHttpRequestException($"'{name}' is needed: a folder or file of this machine.");
        }

        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string path = typed.Trim();
        return Path.GetFullPath(path == "~" || path.StartsWith("~/", StringComparison.Ordinal) ? home + path[1..] : path);
    }

    private DateTimeOffset? Date(string? text, bool endOfDay) => string.IsNullOrWhiteSpace(text)
        ? null
        : DateText.Parse(text, session.Time, endOfDay) ?? throw new BadHttpRequestException($"{DateText.Expected} is needed; '{text}' does not fit.");

    private static SourceKeys ReadKeys(JobRequest wanted)
    {
        var keys = new SourceKeys();
        try
        {
            foreach (string file in wanted.Key ?? [])
            {
                SourceKeyFile.Read(ExistingPath.Check(PathOf(file, "key")), keys);
            }

            return keys;
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }
}
