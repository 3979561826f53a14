using System.CommandLine;
using Satchel.Archive;
using Satchel.Cli.Options;
using Satchel.Cli.Text;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel diff</c>: what is different between two histories.</summary>
internal sealed class DiffCommand : SatchelCommand
{
    private const int TextColumns = 70;

    private readonly Argument<string> _before = new("A") { Description = FromOptions.What };
    private readonly Argument<string> _after = new("B") { Description = "the same, for what A is compared with" };
    private readonly FromOptions _from = new();

    public DiffCommand() : base("diff", "shows which messages are new, changed or gone from A to B", ExitCode.Incomplete, ExitCode.Damaged, ExitCode.NoVault, ExitCode.WrongKey)
    {
        Arguments.Add(_before);
        Arguments.Add(_after);
        AddOptions(_from.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
        ["A line with + is new in B, with - is gone, with ~ is changed: its text, status or reactions. Of the archive the last version of each message counts."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel diff 7d1f04c2 latest --vault ~/vault", "satchel diff latest ~/WhatsApp"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        await using OpenHistory before = await _from.OpenAsync(arguments.GetRequiredValue(_before), arguments, session, cancellationToken);
        await using OpenHistory after = await _from.OpenAsync(arguments.GetRequiredValue(_after), arguments, session, cancellationToken);
        IAsyncEnumerable<HistoryDifference> differences = HistoryComparison.CompareAsync(before.Views, after.Views, cancellationToken);
        if (arguments.GetValue(Json))
        {
            await WriteJsonAsync(differences, session.Terminal);
        }
        else
        {
            await WriteLinesAsync(differences, [.. before.Views, .. after.Views], session, cancellationToken);
        }

        ExitCode first = before.Conclude(session.Terminal);
        ExitCode second = after.Conclude(session.Terminal);
        return first == ExitCode.Done ? second : first;
    }

    private static async Task WriteJsonAsync(IAsyncEnumerable<HistoryDifference> differences, Terminal terminal)
    {
        using var lines = new JsonLines(terminal);
        await foreach (HistoryDifference difference in differences)
        {
            lines.Write(json =>
            {
                json.Name("change", difference.Change);
                json.WritePropertyName("record");
                RecordJson.WriteMessage(json, difference.Message);
            });
        }
    }

    private static async Task WriteLinesAsync(IAsyncEnumerable<HistoryDifference> differences, IReadOnlyList<HistoryView> views, Session session, CancellationToken cancellationToken)
    {
        PersonNames names = await PersonNames.ReadAsync(views, cancellationToken);
        ChatTitles titles = await ChatTitles.ReadAsync(views, names, cancellationToken);
        TextWriter output = session.Terminal.Out;
        var time = new LocalTime(session.Time);
        var transcript = new Transcript(output, time, names);
        var counts = new Dictionary<HistoryChange, long>();
        await foreach (HistoryDifference difference in differences)
        {
            counts[difference.Change] = counts.GetValueOrDefault(difference.Change) + 1;
            HistoryMessage message = difference.Message;
            string said = DisplayWidth.Cut(SafeText.OneLine(transcript.Said(message.Message)), TextColumns);
            string sentAt = time.Minute(message.Message.SentAtMillis == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(message.Message.SentAtMillis));
            string sender = SafeText.OneLine(names.OfSender(message.Message));
            output.WriteLine($"{Sign(difference.Change)} {sentAt}  {SafeText.OneLine(titles.Of(message.Message.ChatId))}  {sender}: {said}");
        }

        output.WriteLine($"{Quantity.Count(counts.GetValueOrDefault(HistoryChange.Added))} new, {Quantity.Count(counts.GetValueOrDefault(HistoryChange.Changed))} changed, {Quantity.Count(counts.GetValueOrDefault(HistoryChange.Removed))} gone");
    }

    private static char Sign(HistoryChange change) => change switch
    {
        HistoryChange.Added => '+',
        HistoryChange.Removed => '-',
        HistoryChange.Changed => '~',
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
