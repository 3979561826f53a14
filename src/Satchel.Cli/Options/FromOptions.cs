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

    /// <summary>Opens the history that FROM names.</summary>
    public Task<OpenHistory> OpenAsync(ParseResult arguments, Session session, CancellationToken cancellationToken) =>
        OpenAsync(arguments.GetRequiredValue(From), arguments, session, cancellationToken);

    /// <summary>Opens the history that <paramref name="from"/> names.</summary>
    public async Task<OpenHistory> OpenAsync(string from, ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        HistoryOrigin origin = HistoryOrigin.Parse(from);
        HistoryFilter filter = _filter.Read(arguments);
        bool isPath = origin.Kind == HistoryOriginKind.Path;
        if (isPath)
        {
            origin = origin with { Value = ExistingPath.Check(origin.Value) };
        }

        TimeZoneInfo zone = _text.ReadZone(arguments, session);
        string? ownName = _text.ReadOwnName(arguments);
        SourceKeys keys = _keys.Read(arguments);
        OpenVault? vault = null;
        try
        {
            vault = isPath ? null : await _vault.OpenAsync(arguments, session, cancellationToken);
            var options = new HistoryViewOptions
            {
                CacheFolder = session.Home.Cache,
                Keys = keys,
                AccountId = isPath ? filter.Account : null,
                TimeZone = zone,
                OwnName = ownName,
            };
            IReadOnlyList<HistoryView> views = await HistoryViews.OpenAsync(vault?.Vault, origin, filter, options, cancellationToken);
            return new OpenHistory(views, vault, keys);
        }
        catch
        {
            keys.Dispose();
            if (vault is not null)
            {
                await vault.DisposeAsync();
            }

            throw;
        }
    }
}
