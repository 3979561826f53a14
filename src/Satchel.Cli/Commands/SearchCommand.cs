using System.CommandLine;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.Cli.Options;
using Satchel.Cli.Text;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel search</c>: finds messages.</summary>
internal sealed class SearchCommand : SatchelCommand
{
    private const int DefaultLimit = 50;

    private readonly Argument<string> _query = new("QUERY") { Description = "terms separated by spaces; one in double quotes may hold spaces" };
    private readonly Option<string> _from = new("--from") { HelpName = "FROM", Description = FromOptions.What, DefaultValueFactory = _ => "archive" };
    private readonly Option<string?> _chat = new("--chat") { HelpName = "CHAT", Description = "only in this chat, by id or title" };
    private readonly Option<string?> _fromDate = new("--from-date") { HelpName = "DATE", Description = "only what was sent since then: " + DateText.Expected };
    private readonly Option<string?> _toDate = new("--to-date") { HelpName = "DATE", Description = "only what was sent until then" };
    private readonly Option<string?> _sender = new("--sender") { HelpName = "PERSON", Description = $"only what this person sent, by id, name or number; '{SenderChoice.Me}' is the owner" };
    private readonly Option<string[]> _kinds = new("--kind") { HelpName = "KIND", Description = "only messages of this kind, like text, image, voice or document; may be given several times", AllowMultipleArgumentsPerToken = false };
    private readonly Option<bool> _media = new("--media") { Description = "only messages with files" };
    private readonly Option<bool> _noMedia = new("--no-media") { Description = "only messages without files" };
    private readonly Option<string?> _limit = new("--limit") { HelpName = "N", Description = "at most N hits (50); 0 is all" };
    private readonly Option<string?> _offset = new("--offset") { HelpName = "N", Description = "leave out the first N hits" };
    private readonly FromOptions _history = new();

    public SearchCommand() : base("search", "finds messages in everything a vault has ever seen, the newest first", ExitCode.Incomplete, ExitCode.Damaged, ExitCode.NoVault, ExitCode.WrongKey)
    {
        Arguments.Add(_query);
        AddOptions(_chat, _sender, _kinds, _media, _noMedia, _fromDate, _toDate, _limit, _offset, _from);
        AddOptions(_history.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
        ["A message is found when each term is a part of one of its fields: text, names of files, links, contacts and places, polls, notices. Upper and lower case are the same."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel search 'train lisbon' --vault ~/vault", "satchel search '\"see you\"' --chat Ben --limit 10", "satchel search invoice --sender Ana --kind document --from-date 2024-01-01"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        SearchQuery query = SearchQuery.Parse(arguments.GetRequiredValue(_query)) ?? throw CommandException.BadUsage("the query has no term");
        var options = new SearchOptions
        {
            From = OptionValue.Date(arguments, _fromDate, session.Time, endOfDay: false),
            To = OptionValue.Date(arguments, _toDate, session.Time, endOfDay: true),
            Kinds = ReadKinds(arguments),
            HasFiles = ReadMedia(arguments),
            Limit = OptionValue.Count(arguments, _limit, least: 0) ?? DefaultLimit,
            Offset = OptionValue.Count(arguments, _offset, least: 0) ?? 0,
        };
        await using OpenHistory history = await _history.OpenAsync(arguments.GetRequiredValue(_from), arguments, session, cancellationToken);
        if (arguments.GetValue(_chat) is { } chat)
        {
            ChatChoice found = await ChatChoice.FindAsync(history.Views, chat, cancellationToken);
            options = options with { ChatId = found.Chat.Id };
        }

        if (arguments.GetValue(_sender) is { } person)
        {
            SenderChoice found = await SenderChoice.FindAsync(history.Views, person, cancellationToken);
            options = found.Id is null ? options with { Outgoing = true } : options with { SenderId = found.Id };
        }

        IReadOnlyList<SearchHit> hits = await Search.RunAsync(history.Views, query, options, new ProgressLine(session), cancellationToken);
        session.Terminal.ClearProgress();
        if (arguments.GetValue(Json))
        {
            WriteJson(hits, session.Terminal);
        }
        else
        {
            await WriteLinesAsync(hits, history.Views, session, cancellationToken);
        }

        return history.Conclude(session.Terminal);
    }

    private MessageKind[] ReadKinds(ParseResult arguments) => [.. (arguments.GetValue(_kinds) ?? []).Select(typed => EnumText.TryParse(typed, out MessageKind kind)
        ? kind
        : throw CommandException.BadUsage($"there is no kind of message called '{typed}'", $"known: {string.Join(", ", Enum.GetValues<MessageKind>().Select(EnumText.Of))}"))];

    private bool? ReadMedia(ParseResult arguments) => (arguments.GetValue(_media), arguments.GetValue(_noMedia)) switch
    {
        (true, true) => throw CommandException.BadUsage($"{_media.Name} and {_noMedia.Name} are both given; nothing is both"),
        (true, false) => true,
        (false, true) => false,
        _ => null,
    };

    private static void WriteJson(IReadOnlyList<SearchHit> hits, Terminal terminal)
    {
        using var lines = new JsonLines(terminal);
        foreach (SearchHit hit in hits)
        {
            Message message = hit.Message.Message;
            lines.Write(json =>
            {
                json.WriteString("chat", message.ChatId);
                json.WriteString("message", hit.Message.Id);
                json.Text("nativeId", message.NativeId);
                json.Time("sentAt", message.SentAtMillis == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(message.SentAtMillis));
                json.Text("sender", message.SenderId);
                json.WriteString("snippet", hit.Snippet);
            });
        }
    }

    private static async Task WriteLinesAsync(IReadOnlyList<SearchHit> hits, IReadOnlyList<HistoryView> views, Session session, CancellationToken cancellationToken)
    {
        PersonNames names = await PersonNames.ReadAsync(views, cancellationToken);
        ChatTitles titles = await ChatTitles.ReadAsync(views, names, cancellationToken);
        var time = new LocalTime(session.Time);
        TextWriter output = session.Terminal.Out;
        foreach (SearchHit hit in hits)
        {
            Message message = hit.Message.Message;
            string sentAt = time.Minute(message.SentAtMillis == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(message.SentAtMillis));
            output.WriteLine(SafeText.OneLine($"{sentAt}  {titles.Of(message.ChatId)}  {names.OfSender(message)}: {hit.Snippet}"));
        }

        output.WriteLine(Quantity.Count(hits.Count, "hit"));
    }
}
