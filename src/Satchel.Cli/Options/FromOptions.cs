using System.CommandLine;
using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Cli.Options;

/// <summary>Which history a command looks at: FROM, the vault it may be in, the keys it may need.</summary>
internal sealed class FromOptions
{
    /// <summary>What FROM can be, for its description.</summary>
    public const string What = "a path, a snapshot's id (8 or more digits), 'latest', or 'archive' for all that was ever seen";

    private readonly VaultOptions _vault = new();
    private readonly FilterOptions _filter = new(hasPaths: true);
    private readonly KeyOptions _keys = new();
    private readonly TextExportOptions _text = new();

    /// <summary>The argument.</summary>
    public Argument<string> From { get; } = new("FROM") { Description = What, DefaultValueFactory = _ => "archive" };

    /// <summary>The options, for the command.</summary>
    public IEnumerable<Option> All => [.. _vault.All, .. _filter.All, .. _keys.All, .. _text.All];

    /// <summary>What narrows the history.</summary>
    public HistoryFilter ReadFilter(ParseResult arguments) => _filter.Read(arguments);

    /// <summary>Opens the history that FROM names.</summary>
    public Task<OpenHistory> OpenAsync(ParseResult arguments, Session session, CancellationToken cancellationToken) =>
        OpenAsync(arguments.GetRequiredValue(From), arguments, session, cancellationToken);

    /// <summary>Opens the history that <paramref name="from"/> names.</summary>
    public Task<OpenHistory> OpenAsync(string from, ParseResult arguments, Session session, CancellationToken cancellationToken) =>
        OpenAsync([from], forMigration: false, arguments, session, cancellationToken);

    /// <summary>Opens the histories that <paramref name="from"/> name, in that order; the vault, where one of them is in it, once.</summary>
    public async Task<OpenHistory> OpenAsync(
        IReadOnlyList<string> from, bool forMigration, ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        HistoryOrigin[] origins = [.. from.Select(Read)];
        HistoryFilter filter = _filter.Read(arguments);
        HistoryViewOptions options = ReadViewOptions(arguments, session);
        SourceKeys keys = _keys.Read(arguments);
        OpenVault? vault = null;
        var views = new List<HistoryView>();
        try
        {
            vault = origins.All(o => o.Kind == HistoryOriginKind.Path) ? null : await _vault.OpenAsync(arguments, session, cancellationToken);
            foreach (HistoryOrigin origin in origins)
            {
                HistoryViewOptions own = options with
                {
                    Keys = keys,
                    AccountId = origin.Kind == HistoryOriginKind.Path ? filter.Account : null,
                    HashContents = !forMigration,
                    TextExportsApart = forMigration,
                };
                views.AddRange(await HistoryViews.OpenAsync(vault?.Vault, origin, filter, own, cancellationToken));
            }

            return new OpenHistory(views, vault, keys);
        }
        catch
        {
            await new OpenHistory(views, vault, keys).DisposeAsync();
            throw;
        }
    }

    /// <summary>How a history is opened, but for keys and the account.</summary>
    public HistoryViewOptions ReadViewOptions(ParseResult arguments, Session session) => new()
    {
        CacheFolder = session.Home.Cache,
        TimeZone = _text.ReadZone(arguments, session),
        OwnName = _text.ReadOwnName(arguments),
        DateOrder = _text.ReadDateOrder(arguments),
    };

    /// <summary>What FROM names; a path must be there.</summary>
    public static HistoryOrigin Read(string from)
    {
        HistoryOrigin origin = HistoryOrigin.Parse(from);
        return origin.Kind == HistoryOriginKind.Path ? origin with { Value = ExistingPath.Check(origin.Value) } : origin;
    }
}
