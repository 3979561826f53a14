using System.CommandLine;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.Cli.Options;
using Satchel.Cli.Text;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel show</c>: a chat, to read.</summary>
internal sealed class ShowCommand : SatchelCommand
{
    private readonly Argument<string> _chat = new("CHAT") { Description = "a chat's id, its title, or a part of the title that only it has" };
    private readonly FromOptions _from = new();
    private readonly Option<string?> _fromDate = new("--from-date") { HelpName = "DATE", Description = "only what was sent since then: " + DateText.Expected };
    private readonly Option<string?> _toDate = new("--to-date") { HelpName = "DATE", Description = "only what was sent until then" };
    private readonly Option<string?> _limit = new("--limit") { HelpName = "N", Description = "only the last N messages; 0 is all, as where left out" };

    public ShowCommand() : base("show", "shows the messages of a chat", ExitCode.Incomplete, ExitCode.Damaged, ExitCode.NoVault, ExitCode.WrongKey)
    {
        Arguments.Add(_chat);
        Arguments.Add(_from.From);
        AddOptions(_fromDate, _toDate, _limit);
        AddOptions(_from.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
        ["Times are in this machine's zone. In the archive an older version of a message, and one that is no longer on the phone, are marked. With --json each message is an object of the record stream (docs/model.md)."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel show Ben --vault ~/vault", "satchel show 85255509999@s.whatsapp.net latest --limit 20"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        var range = new DateRange(OptionValue.Date(arguments, _fromDate, session.Time, endOfDay: false), OptionValue.Date(arguments, _toDate, session.Time, endOfDay: true));
        int limit = OptionValue.Count(arguments, _limit, least: 0) ?? 0;
        await using OpenHistory history = await _from.OpenAsync(arguments, session, cancellationToken);
        ChatChoice chosen = await ChatChoice.FindAsync(history.Views, arguments.GetRequiredValue(_chat), cancellationToken);
        IAsyncEnumerable<HistoryMessage> messages = range.Within(chosen.View.MessagesAsync(chosen.Chat.Id, cancellationToken), cancellationToken);
        if (limit > 0)
        {
            messages = LastOf(messages, limit, cancellationToken);
        }

        if (arguments.GetValue(Json))
        {
            await WriteJsonAsync(messages, session.Terminal);
        }
        else
        {
            await WriteTranscriptAsync(messages, chosen, session, cancellationToken);
        }

        return history.Conclude(session.Terminal);
    }

    private static async Task WriteJsonAsync(IAsyncEnumerable<HistoryMessage> messages, Terminal terminal)
    {
        using var lines = new JsonLines(terminal);
        await foreach (HistoryMessage message in messages)
        {
            lines.WriteObject(json => RecordJson.WriteMessage(json, message));
        }
    }

    private static async Task WriteTranscriptAsync(IAsyncEnumerable<HistoryMessage> messages, ChatChoice chosen, Session session, CancellationToken cancellationToken)
    {
        PersonNames names = await PersonNames.ReadAsync([chosen.View], cancellationToken);
        Chat chat = chosen.Chat;
        TextWriter output = session.Terminal.Out;
        output.WriteLine(SafeText.OneLine($"{chat.Title ?? names.Of(chat.Id)}  ({EnumText.Of(chat.Kind)}, {chat.Id})"));
        var transcript = new Transcript(output, new LocalTime(session.Time), names);
        await foreach (HistoryMessage message in messages)
        {
            transcript.Write(message);
        }
    }

    private static async IAsyncEnumerable<HistoryMessage> LastOf(IAsyncEnumerable<HistoryMessage> messages, int count, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var last = new Queue<HistoryMessage>();
        await foreach (HistoryMessage message in messages.WithCancellation(cancellationToken))
        {
            last.Enqueue(message);
            if (last.Count > count)
            {
                last.Dequeue();
            }
        }

        foreach (HistoryMessage message in last)
        {
            yield return message;
        }
    }
}
