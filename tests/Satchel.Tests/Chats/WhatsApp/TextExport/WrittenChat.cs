using System.Globalization;
using System.Text;

namespace Satchel.Tests.Chats.WhatsApp.TextExport;

/// <summary>A made-up chat, and how a phone of some locale exports it.</summary>
internal sealed class WrittenChat
{
    private static readonly string[] Senders = ["Ana", "Ben Müller", "王小明", "Dr: Who", "+852 5550 9999", "~\u202FZoë", "علي"];

    private static readonly string[] Pieces =
    [
        "hello", "yes: no", "12/12", "at 10:30", "[brackets]", "- dash -", "😀", "再见", "مرحبا", "\"quoted\"", "a (b)", "<c>", "https://example.org/?q=1,2", "null and void", "left", "added: you",
        "x\u00A0y", "image", "•", "(file)", "\ttab", "...",
    ];

    private readonly List<(DateTime At, string Sender, string Text)> _messages = [];

    public WrittenChat(int seed)
    {
        Random random = new(seed);
        DateTime at = new(2019, random.Next(1, 13), random.Next(1, 29), random.Next(24), random.Next(60), 0);
        int people = random.Next(3, Senders.Length + 1);
        for (int i = random.Next(120, 200); i > 0; i--)
        {
            at = random.Next(3) == 0 ? at : at.AddMinutes(random.Next(1, random.Next(4) == 0 ? 9000 : 30));
            _messages.Add((at, Senders[random.Next(people)], Text(random)));
        }
    }

    public IReadOnlyList<(DateTime At, string Sender, string Text)> Messages => _messages;

    public static IReadOnlyList<string> Forms { get; } =
    [
        "[{0:dd.MM.yy, HH:mm:ss}] ", "[{0:d/M/yy, h:mm:ss}\u202F{1}] ", "[{0:M/d/yy, h:mm:ss}\u202F{1}] ", "[{0:yyyy-MM-dd, HH:mm:ss}] ", "[{0:yyyy/M/d} {2}{0:h:mm:ss}] ", "[{0:dd/MM/yyyy HH:mm:ss}] ",
        "{0:dd/MM/yyyy, HH:mm} - ", "{0:M/d/yy, h:mm} {1} - ", "{0:dd.MM.yy, HH:mm} - ", "{0:yyyy/M/d} {2}{0:h:mm} - ", "{0:d.M.yyyy} klo {0:H.mm} - ", "{0:dd-MM-yyyy HH:mm} - ", "{0:dd/MM/yyyy} à {0:HH:mm} - ", "{0:yyyy-MM-dd} {0:h:mm} {3} - ",
    ];

    public string Write(string form, string lineEnd, bool arabicDigits)
    {
        StringBuilder text = new();
        foreach ((DateTime at, string sender, string said) in _messages)
        {
            string stamp = string.Format(CultureInfo.InvariantCulture, form, at, at.Hour < 12 ? "AM" : "PM", at.Hour < 12 ? "上午" : "下午", at.Hour < 12 ? "a.m." : "p.m.");
            stamp = arabicDigits ? string.Concat(stamp.Select(c => char.IsAsciiDigit(c) ? (char)('٠' + (c - '0')) : c)) : stamp;
            text.Append(stamp).Append(sender).Append(": ").Append(said).Append(lineEnd);
        }

        return text.ToString();
    }

    private static string Text(Random random)
    {
        StringBuilder text = new();
        for (int lines = random.Next(5) == 0 ? random.Next(2, 5) : 1; lines > 0; lines--)
        {
            for (int words = random.Next(1, 7); words > 0; words--)
            {
                text.Append(Pieces[random.Next(Pieces.Length)]).Append(words > 1 ? " " : "");
            }

            text.Append(lines > 1 ? "\n" : "");
        }

        return text.ToString();
    }
}
