using System.Buffers;
using System.Collections.Frozen;
using System.Text;

namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>Tells an exported chat from any other text, by its first kilobytes.</summary>
internal static class ExportRecognition
{
    private const int MaxMessages = 300;

    private static readonly SearchValues<char> SignsOfCode = SearchValues.Create("[]{}<>=\\|;$%^*\"`");

    private static readonly FrozenSet<string> LogLevels = new[]
    {
        "info", "warn", "warning", "error", "err", "debug", "trace", "fatal", "notice", "critical", "crit", "verbose", "severe", "alert", "emerg", "fine", "finest", "config", "log", "stdout", "stderr", "exception",
        "kernel", "systemd", "todo", "fixme", "commit", "author", "date",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a text is an exported chat.</summary>
    /// <param name="stream">The text; read from where it stands, and not closed.</param>
    /// <param name="fileName">Its name, which counts only where the text speaks for it already.</param>
    public static bool IsChat(Stream stream, string fileName)
    {
        byte[] bytes = new byte[ExportLimits.SniffBytes];
        int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> front = bytes.AsSpan(0, length);
        bool isWide = front.StartsWith(Encoding.Unicode.Preamble) || front.StartsWith(Encoding.BigEndianUnicode.Preamble);
        if (length == 0 || (!isWide && front.Contains((byte)0)))
        {
            return false;
        }

        using RawMessages messages = new(new MemoryStream(bytes, 0, length, writable: false));
        Tally tally = new();
        while (tally.Messages < MaxMessages && messages.Next(out RawMessage message))
        {
            tally.Note(message);
        }

        return tally.Messages > 0 && messages.LinesBefore == 0 && (tally.HasPhrase || tally.IsLikely(isNamed: ExportTitle.IsOfExport(fileName)));
    }

    private sealed class Tally
    {
        private readonly Dictionary<string, int> _senders = new(StringComparer.Ordinal);
        private ExportHeader _first;
        private int _sent;
        private int _logged;

        public int Messages { get; private set; }

        public bool HasPhrase { get; private set; }

        public void Note(in RawMessage message)
        {
            _first = Messages++ == 0 ? message.Header : _first;
            SenderNames names = new();
            (string Name, int TextStart)? split = names.Split(message.Rest, isSure: true);
            string text = message.Rest[(split?.TextStart ?? 0)..];
            string key = text.Length < 400 ? PhraseBook.KeyOf(text) : "";
            HasPhrase |= PhraseBook.FindEncryption(PhraseBook.KeyOf(text.Length < 400 ? text : text[..400])) is not null || ContentPhrases.LanguageOf(key) is not null
                || ContentReader.ReadKnown(text) is { FileName: not null };
            if (split is { } sent)
            {
                _sent++;
                _logged += IsOfLog(sent.Name) ? 1 : 0;
                _senders[sent.Name] = _senders.GetValueOrDefault(sent.Name) + 1;
            }
        }

        // Without a phrase of the app's: most lines have a sender, the senders look like people's names, and the stamp is one that no log writes.
        public bool IsLikely(bool isNamed)
        {
            if (_logged * 4 > _sent)
            {
                return false;
            }

            bool isIso = _first.FirstDigits == 4 && _first.Separator == '-' && !_first.HasComma && _first.Period == DayPeriod.None;
            bool isMostlySent = _sent * 2 >= Messages && _sent > 0;
            bool repeats = _senders.Count > 0 && _senders.Count * 3 <= (_sent * 2) + 1;
            return isNamed
                ? _first.Style <= HeaderStyle.Dash || isMostlySent
                : _first.Style switch
                {
                    HeaderStyle.Brackets => isMostlySent && !isIso,
                    HeaderStyle.Dash => isMostlySent && (_first.HasComma || _first.Period != DayPeriod.None || (repeats && !isIso)),
                    _ => isMostlySent && repeats && Messages > 1 && !isIso,
                };
        }
    }

    private static bool IsOfLog(string name)
    {
        bool isPhone = name.StartsWith('+') || name.StartsWith('~');
        return LogLevels.Contains(name.Trim('[', ']', ' '))
            || name.AsSpan().ContainsAny(SignsOfCode)
            || (!isPhone && name.AsSpan().ContainsAny('(', ')', '/'))
            || name.Contains("::", StringComparison.Ordinal)
            || (!name.Contains(' ', StringComparison.Ordinal) && name.Count(c => c == '.') >= 2);
    }
}
