using System.CommandLine;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.Vaults;

namespace Satchel.Cli.Options;

/// <summary>Which history a command looks at: FROM, the vault it may be in, the keys it may need.</summary>
internal sealed class FromOptions
{
    /// <summary>What FROM can be, for its description.</summary>
    public const string What = "a path, a snapshot's id (8 or more digits), 'latest', or 'archive' for all that was ever seen";

    private readonly VaultOptions _vault = new();
    private readonly FilterOptions _filter = new();
    private readonly KeyOptions _keys = new();

    /// <summary>The argument.</summary>
    public Argument<string> From { get; } = new("FROM") { Description = What, DefaultValueFactory = _ => "archive" };

    /// <summary>The options, for the command.</summary>
    public IEnumerable<Option> All => [.. _vault.All, .. _filter.All, .. _keys.All];

    /// <summary>Opens the history that FROM names.</summary>
    public Task<OpenHistory> OpenAsync(ParseResult arguments, Session session, CancellationToken cancellationToken) =>
        OpenAsync(arguments.GetRequiredValue(From), arguments, session, cancellationToken);

    /// <summary>Opens the history that <paramref name="from"/> names.</summary>
    public async Task<OpenHistory> OpenAsync(string from, ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        HistoryOrigin origin = HistoryOrigin.Parse(from);
        HistoryFilter filter = _filter.Read(arguments);
        if (origin.Kind == HistoryOriginKind.Path)
        {
            return await OpenPathAsync(origin.Value, filter, arguments, session, cancellationToken);
        }

        OpenVault opened = await _vault.OpenAsync(arguments, session, cancellationToken);
        try
        {
            return new OpenHistory(await ViewAsync(opened.Vault, origin, filter, cancellationToken), opened, keys: null);
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    private static async Task<HistoryView> ViewAsync(Vault vault, HistoryOrigin origin, HistoryFilter filter, CancellationToken cancellationToken) =>
        origin.Kind == HistoryOriginKind.Archive
            ? await HistoryViewsStub.OfArchive(vault, filter, cancellationToken)
            : await HistoryViewsStub.OfSnapshot(vault, SnapshotChoice.Find(vault, origin, filter), cancellationToken);

    private async Task<OpenHistory> OpenPathAsync(string typed, HistoryFilter filter, ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        string path = ExistingPath.Check(typed);
        var unreadable = new List<string>();
        ChatSource[] sources = [.. ChatFormats.All
            .Where(f => (filter.App is null || filter.App == f.App) && (filter.Platform is null || filter.Platform == f.Platform))
            .SelectMany(f => f.Find(path, unreadable, cancellationToken))];
        if (sources.Length != 1)
        {
            throw sources.Length == 0
                ? new CommandException(ExitCode.Failed, ErrorAnchor.NothingRecognised, $"no chat history is recognised at {typed}", "'satchel sources PATH' shows what is; docs/formats tells what can be")
                : CommandException.BadUsage($"{sources.Length} histories are at {typed}", "name one of the paths that 'satchel sources' shows, or narrow with --app and --platform");
        }

        SourceKeys keys = _keys.Read(arguments);
        try
        {
            return new OpenHistory(await HistoryViewsStub.OfSource(sources[0], keys, filter.Account, session.Home.Cache, cancellationToken), vault: null, keys);
        }
        catch
        {
            keys.Dispose();
            throw;
        }
    }
}
