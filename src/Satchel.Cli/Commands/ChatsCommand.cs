using System.CommandLine;
using Satchel.Archive;
using Satchel.Cli.Options;
using Satchel.Cli.Text;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel chats</c>: the chats of a history.</summary>
internal sealed class ChatsCommand : SatchelCommand
{
    private const int TitleColumns = 40;

    private readonly FromOptions _from = new();

    public ChatsCommand() : base("chats", "lists the chats of a history", ExitCode.Incomplete, ExitCode.Damaged, ExitCode.NoVault, ExitCode.WrongKey)
    {
        Arguments.Add(_from.From);
        AddOptions(_from.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel chats --vault ~/vault", "satchel chats ~/WhatsApp"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        await using OpenHistory history = await _from.OpenAsync(arguments, session, cancellationToken);
        if (arguments.GetValue(Json))
        {
            await WriteJsonAsync(history.Views, session.Terminal, cancellationToken);
        }
        else
        {
            await WriteTableAsync(history.Views, session, cancellationToken);
        }

        return history.Conclude(session.Terminal);
    }

    private static async Task WriteJsonAsync(IReadOnlyList<HistoryView> views, Terminal terminal, CancellationToken cancellationToken)
    {
        using var lines = new JsonLines(terminal);
        await foreach (ChatSummary chat in views.ToAsyncEnumerable().SelectMany(view => view.ChatsAsync(cancellationToken)))
        {
            lines.Write(json =>
            {
                json.WriteString("id", chat.Chat.Id);
                json.Name("kind", chat.Chat.Kind);
                json.Text("title", chat.Chat.Title);
                json.WriteNumber("messages", chat.Messages);
                json.Time("firstAt", chat.FirstAt);
                json.Time("lastAt", chat.LastAt);
            });
        }
    }

    private static async Task WriteTableAsync(IReadOnlyList<HistoryView> views, Session session, CancellationToken cancellationToken)
    {
        var time = new LocalTime(session.Time);
        var chats = new List<ChatSummary>();
        await foreach (ChatSummary chat in views.ToAsyncEnumerable().SelectMany(view => view.ChatsAsync(cancellationToken)))
        {
            chats.Add(chat);
        }

        var table = new TextTable("title", "kind", ">messages", "first", "last", "id");
        foreach (ChatSummary chat in chats.OrderByDescending(c => c.LastAt ?? DateTimeOffset.MinValue).ThenBy(c => c.Chat.Id, StringComparer.Ordinal))
        {
            string title = DisplayWidth.Cut(SafeText.OneLine(chat.Chat.Title ?? LocalTime.Unknown), TitleColumns);
            table.Add(title, EnumText.Of(chat.Chat.Kind), Quantity.Count(chat.Messages), time.Day(chat.FirstAt), time.Day(chat.LastAt), chat.Chat.Id);
        }

        table.Write(session.Terminal.Out);
        if (!table.IsEmpty)
        {
            session.Terminal.Out.WriteLine($"{Quantity.Count(chats.Count, "chat")}  {Quantity.Count(chats.Sum(c => c.Messages), "message")}");
        }
    }
}
