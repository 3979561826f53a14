using System.Text;
using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Cli.Text;

/// <summary>Messages as people read them: days, times, names, what was said, and in brackets what was more than words.</summary>
internal sealed class Transcript(TextWriter output, LocalTime time, PersonNames names)
{
    private const int Indent = 7;
    private const int QuoteColumns = 60;
    private string? _day;

    /// <summary>Writes one message.</summary>
    public void Write(HistoryMessage message)
    {
        Message content = message.Message;
        DateTimeOffset? at = content.SentAtMillis == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(content.SentAtMillis);
        WriteDay(at);
        string clock = at is null ? "  -  " : time.Clock(at);
        string sender = content.Kind == MessageKind.System ? "*" : SafeText.OneLine(names.OfSender(content)) + ":";
        List<string> lines = [.. SafeText.Lines(Said(content)).Split('\n')];
        if (content.ReplyTo is { } quote)
        {
            lines.Insert(0, $"> {QuoteOf(quote)}");
        }

        lines[^1] += Marks(message);
        output.WriteLine($"{clock}  {sender} {lines[0]}".TrimEnd());
        foreach (string line in lines.Skip(1))
        {
            WriteIndented(line);
        }

        if (content.Reactions.Count > 0)
        {
            WriteIndented("[" + string.Join(", ", content.Reactions.Select(r => $"{r.Emoji} {names.Of(r.SenderId)}")) + "]");
        }
    }

    /// <summary>What a message says, on as many lines as it has.</summary>
    public string Said(Message message)
    {
        string kind = Kind(message);
        string? text = message.Text;
        return (kind.Length, text) switch
        {
            (0, _) => text ?? "",
            (_, null or "") => kind,
            _ => $"{kind} {text}",
        };
    }

    private static string Marks(HistoryMessage message)
    {
        var marks = new StringBuilder();
        void Add(bool holds, string mark) => marks.Append(holds ? $" [{mark}]" : "");
        Add(message.Message.Starred, "starred");
        Add(message.Message.Forwarded, "forwarded");
        Add(message.Message.EditedAtMillis is not null, "edited");
        Add(message.Message.RevokedAtMillis is not null && message.Message.Kind != MessageKind.Revoked, "recalled later");
        Add(!message.IsLastVersion, "older version");
        Add(message.Seen?.RemovedAfter is not null, "no longer on the phone");
        return marks.ToString();
    }

    private string Kind(Message message) => message.Kind switch
    {
        MessageKind.Text => "",
        MessageKind.Revoked => "[deleted]",
        MessageKind.System => SystemText(message),
        MessageKind.Link when message.Body is LinkBody link => $"[link: {link.Title ?? link.Url}]",
        MessageKind.Location or MessageKind.LiveLocation when message.Body is LocationBody place => PlaceText(message.Kind, place),
        MessageKind.Contact when message.Body is ContactsBody cards => $"[contact: {string.Join(", ", cards.Contacts.Select(c => c.Name ?? "?"))}]",
        MessageKind.Poll when message.Body is PollBody poll => PollText(poll),
        MessageKind.Call when message.Body is CallBody call => CallText(call),
        _ => $"[{EnumText.Of(message.Kind)}{Files(message)}]",
    };

    private static string PlaceText(MessageKind kind, LocationBody place)
    {
        string name = place.Name ?? place.Address ?? FormattableString.Invariant($"{place.Latitude:0.#####}, {place.Longitude:0.#####}");
        return $"[{EnumText.Of(kind)}: {name}]";
    }

    private static string PollText(PollBody poll) =>
        $"[poll: {poll.Question ?? "?"} {string.Join(", ", poll.Options.Select(o => $"{o.Text} ({Quantity.Count(o.Voters.Count)})"))}]";

    private static string CallText(CallBody call)
    {
        string kind = call.Video == true ? "video call" : "call";
        string outcome = call.Outcome is { } known ? " " + EnumText.Of(known) : "";
        string duration = call.DurationSeconds is > 0 ? ", " + Quantity.Duration(TimeSpan.FromSeconds(call.DurationSeconds.Value)) : "";
        return $"[{kind}{outcome}{duration}]";
    }

    private static string Files(Message message)
    {
        if (message.Attachments is not [var file, ..])
        {
            return "";
        }

        string name = file.Name ?? Path.GetFileName(file.Path) ?? "";
        string size = file.LengthBytes is { } bytes ? Quantity.Bytes(bytes) : "";
        string missing = file.Missing ? "missing" : "";
        string facts = string.Join(", ", new[] { name, size, missing }.Where(f => f.Length > 0));
        return facts.Length == 0 ? "" : ": " + facts;
    }

    private string SystemText(Message message)
    {
        if (message.Body is not SystemBody body)
        {
            return "[system]";
        }

        string who = body.Actor is null ? "" : names.Of(body.Actor) + ": ";
        string whom = body.Subjects.Count == 0 ? "" : " " + string.Join(", ", body.Subjects.Select(names.Of));
        string text = body.Text is null ? "" : $" \"{body.Text}\"";
        return $"[{who}{Words(body.Event)}{whom}{text}]";
    }

    /// <summary><c>ParticipantAdded</c> is <c>participant added</c>.</summary>
    private static string Words(SystemEvent what)
    {
        var words = new StringBuilder();
        foreach (char c in what.ToString())
        {
            words.Append(char.IsUpper(c) && words.Length > 0 ? " " : "").Append(char.ToLowerInvariant(c));
        }

        return words.ToString();
    }

    private string QuoteOf(Quote quote)
    {
        string who = quote.SenderId is null ? "" : names.Of(quote.SenderId) + ": ";
        return DisplayWidth.Cut(SafeText.OneLine(who + (quote.Text ?? "…")), QuoteColumns);
    }

    private void WriteDay(DateTimeOffset? at)
    {
        string day = at is { } known ? time.WeekDay(known) : "time not known";
        if (day == _day)
        {
            return;
        }

        output.WriteLine(_day is null ? $"-- {day} --" : $"\n-- {day} --");
        _day = day;
    }

    private void WriteIndented(string line) => output.WriteLine(new string(' ', Indent) + SafeText.OneLine(line));
}
