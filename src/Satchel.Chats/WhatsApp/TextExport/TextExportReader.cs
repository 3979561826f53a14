namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>Reads exported chats; see docs/formats/whatsapp-text.md. Each text is read three times: for the names, for what else only the whole tells, and for the messages.</summary>
internal sealed class TextExportReader : IChatReader
{
    private readonly IReadOnlyList<ExportText> _texts;
    private readonly ReaderOptions _options;
    private readonly ExportCalendar _calendar;
    private readonly IDisposable? _owned;
    private readonly ReaderWarnings _warnings = new();
    private readonly List<string> _findings = [];
    private List<TextExportChat>? _chats;

    /// <param name="texts">The chats' texts.</param>
    /// <param name="options">What the person said.</param>
    /// <param name="time">The clock: no message was sent later than now.</param>
    /// <param name="owned">Closed with this; null for nothing.</param>
    public TextExportReader(IReadOnlyList<ExportText> texts, ReaderOptions options, TimeProvider time, IDisposable? owned)
    {
        _texts = texts;
        _options = options;
        _owned = owned;
        _calendar = new ExportCalendar(DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime));
        string? ownPhone = options.OwnName is { } name ? ExportIds.PhoneOf(ExportChars.CleanName(name)) : null;
        Account = new Account("whatsapp", "export", ExportIds.OfAccount(options.AccountId) ?? ExportIds.OfAccount(ownPhone), ownPhone is null ? options.OwnName : null);
    }

    /// <inheritdoc/>
    public Account Account { get; }

    /// <inheritdoc/>
    public IReadOnlyCollection<string> Warnings => [.. _findings, .. _warnings.Lines];

    /// <inheritdoc/>
    public IEnumerable<Participant> ReadParticipants(CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (TextExportChat chat in Chats(cancellationToken))
        {
            foreach (Participant participant in chat.Participants())
            {
                if (seen.Add(participant.Id))
                {
                    yield return participant;
                }
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Chat> ReadChats(CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (TextExportChat chat in Chats(cancellationToken))
        {
            if (!seen.Add(chat.Id))
            {
                continue;
            }

            List<string> members = chat.Peer is { } peer ? [ExportIds.Of(peer)] : [.. chat.Participants().Select(p => p.Id).Take(ExportLimits.MaxMembers)];
            yield return new Chat(chat.Id, chat.Kind) { Title = chat.Title, Participants = members, CreatedAt = CreatedAt(chat) };
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Message> ReadMessages(CancellationToken cancellationToken)
    {
        _warnings.Clear();
        int count = 0;
        foreach (TextExportChat chat in Chats(cancellationToken))
        {
            using ExportComposer composer = new(chat, _calendar, _options.TimeZone ?? TimeZoneInfo.Local, _warnings);
            using RawMessages messages = new(chat.Text.Open());
            while (messages.Next(out RawMessage message))
            {
                if ((++count & 0x3FF) == 0)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                }

                yield return composer.Compose(message);
            }

            if (messages.IsCut)
            {
                _warnings.Add($"A message is longer than {ExportLimits.MaxMessageChars} characters; the rest of it is in the file only");
            }
        }
    }

    /// <inheritdoc/>
    public IMessageChanges TrackChanges(IRowLookup previous) => new EveryMessageChanged();

    /// <inheritdoc/>
    public void Dispose() => _owned?.Dispose();

    private List<TextExportChat> Chats(CancellationToken cancellationToken)
    {
        if (_chats is not null)
        {
            return _chats;
        }

        List<TextExportChat> chats = [];
        foreach (ExportText text in _texts)
        {
            TextExportChat chat = new(text, _calendar, _options, cancellationToken);
            if (chat.Survey.Messages > 0)
            {
                chats.Add(chat);
                Report(chat);
            }
        }

        return chats.Count > 0 ? _chats = chats
            : throw new ChatFormatException(ChatFormatProblem.NotThisFormat, _texts.Count > 0 ? _texts[0].Where : "export", "holds no line that begins as a message of an exported chat does");
    }

    private void Report(TextExportChat chat)
    {
        ExportSurvey survey = chat.Survey;
        if (survey.IsAmbiguous)
        {
            string order = survey.Dates[^1].Order == DateOrder.MonthDayYear ? "month before day" : "day before month";
            string other = survey.Dates[^1].Order == DateOrder.MonthDayYear ? "dmy" : "mdy";
            _findings.Add($"{chat.Text.Where}: nothing in it tells whether day or month comes first in its dates; they are read as {order}. If that is wrong, say --date-order {other}");
        }

        if (survey.LinesBefore > 0)
        {
            _findings.Add($"{chat.Text.Where}: {survey.LinesBefore} lines before the first message are no message, and are in the file only");
        }
    }

    private DateTimeOffset? CreatedAt(TextExportChat chat)
    {
        if (chat.Survey.Created is not { } created)
        {
            return null;
        }

        using ExportComposer composer = new(chat, _calendar, _options.TimeZone ?? TimeZoneInfo.Local, new ReaderWarnings());
        return DateTimeOffset.FromUnixTimeMilliseconds(composer.TimeOf(created.Header, created.Number));
    }
}
