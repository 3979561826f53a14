namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>What only the whole of a text tells: who is in it, its language, the order of its dates, whose chat it is.</summary>
internal sealed class ExportSurvey
{
    private const int MaxNotices = 50_000;
    private const int MaxPhraseChars = 80;

    private readonly Dictionary<ExportLanguage, int> _votes = [];
    private readonly DateOrders _dates;
    private readonly Dictionary<string, int> _senders = new(StringComparer.Ordinal);
    private int _notices;
    private bool _isPadded;
    private bool _isUpperPeriod;
    private bool _hasSlashes;
    private string? _toldTitle;
    private string? _lastTitle;

    private ExportSurvey(ExportCalendar calendar) => _dates = new DateOrders(calendar);

    /// <summary>The names before the colons.</summary>
    public SenderNames Names { get; } = new();

    /// <summary>How many messages there are.</summary>
    public long Messages { get; private set; }

    /// <summary>Lines before the first message.</summary>
    public long LinesBefore { get; private set; }

    /// <summary>The languages whose phrases stand in it.</summary>
    public IReadOnlySet<ExportLanguage> Languages { get; private set; } = new HashSet<ExportLanguage>();

    /// <summary>The language most phrases are in; null where there are none.</summary>
    public ExportLanguage? Language { get; private set; }

    /// <summary>The order of the dates, by stretches.</summary>
    public IReadOnlyList<DateRun> Dates { get; private set; } = [];

    /// <summary>Whether a stretch could be read in another order just as well.</summary>
    public bool IsAmbiguous { get; private set; }

    /// <summary>Those who said something, in the order in which they first did.</summary>
    public IReadOnlyCollection<string> Senders => _senders.Keys;

    /// <summary>Others whom notices name.</summary>
    public HashSet<string> Mentioned { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether something happened that only groups know.</summary>
    public bool HasGroupEvents { get; private set; }

    /// <summary>The title that an iPhone writes as the sender of its notices, else what the last change says.</summary>
    public string? Title => _toldTitle ?? _lastTitle;

    /// <summary>The stamp and number of the message that tells of the chat's beginning; null where none does.</summary>
    public (ExportHeader Header, long Number)? Created { get; private set; }

    /// <summary>Whether the stamps are an iPhone's.</summary>
    public bool IsIos { get; private set; }

    /// <summary>Reads a whole text.</summary>
    public static ExportSurvey Of(ExportText text, ExportCalendar calendar, ReaderOptions options, string? fileTitle, CancellationToken cancellationToken)
    {
        ExportSurvey survey = new(calendar);
        survey.Names.Give(options.OwnName is null ? null : ExportChars.CleanName(options.OwnName));
        survey.Names.Give(fileTitle);
        using (RawMessages names = new(text.Open()))
        {
            while (names.Next(out RawMessage message))
            {
                cancellationToken.ThrowIfCancellationRequested();
                survey.NoteStamp(message);
                survey.Names.Note(message.Rest);
            }

            survey.LinesBefore = names.LinesBefore;
        }

        survey.Names.Decide();
        using RawMessages messages = new(text.Open());
        while (messages.Next(out RawMessage message))
        {
            cancellationToken.ThrowIfCancellationRequested();
            survey.NoteContent(message);
        }

        survey.Conclude(options.DateOrder);
        return survey;
    }

    private void NoteStamp(in RawMessage message)
    {
        Messages++;
        IsIos |= message.Number == 0 && message.Header.Style != HeaderStyle.Dash;
        _dates.Add(message.Header, message.Number);
        _isPadded |= message.Header.IsPadded;
        _isUpperPeriod |= message.Header.IsUpperPeriod;
        _hasSlashes |= message.Header.Separator == '/';
    }

    private void NoteContent(in RawMessage message)
    {
        bool isIos = message.Header.Style != HeaderStyle.Dash;
        if (Names.Split(message.Rest, isIos) is not { } split)
        {
            NoteNotice(message, message.Rest, null);
            return;
        }

        int start = split.TextStart;
        bool isMarked = start < message.Rest.Length && ExportChars.IsMark(message.Rest[start]);
        bool mayBePhrase = isMarked || message.Rest.Length - start is > 0 and < MaxPhraseChars;
        if (mayBePhrase && _notices < MaxNotices && IsNotice(message, start, isMarked))
        {
            NoteNotice(message, message.Rest[start..], split.Name);
            return;
        }

        if (_senders.TryGetValue(split.Name, out int count))
        {
            _senders[split.Name] = count + 1;
        }
        else if (_senders.Count < ExportLimits.MaxNames)
        {
            _senders[split.Name] = 1;
        }
    }

    // Phrases of what somebody sent count for the language; notices are nobody's.
    private bool IsNotice(in RawMessage message, int start, bool isMarked)
    {
        string text = message.Rest[start..];
        string key = PhraseBook.KeyOf(text);
        if (PhraseBook.FindEncryption(key) is not null)
        {
            return true;
        }

        if (!isMarked && !PhraseBook.MayBePhrase(key) && key is not ([.., '>'] or [.., ')']))
        {
            return false;
        }

        if (ContentPhrases.LanguageOf(key) is { } language)
        {
            Vote(language);
            return false;
        }

        return isMarked && !key.Contains('<', StringComparison.Ordinal) && PhraseBook.FindEvent(NoticeText(text), null) is not null;
    }

    private void NoteNotice(in RawMessage message, string text, string? sender)
    {
        if (_notices++ >= MaxNotices)
        {
            return;
        }

        string notice = NoticeText(text);
        if (PhraseBook.FindEncryption(PhraseBook.KeyOf(notice)) is { } language)
        {
            Vote(language);
            _toldTitle ??= sender;
            return;
        }

        if (PhraseBook.FindEvent(notice, null) is not { } phrase)
        {
            return;
        }

        Vote(phrase.Language);
        HasGroupEvents |= phrase.IsOfGroup;
        if (phrase.Kind == "created")
        {
            Created ??= (message.Header, message.Number);
        }

        _lastTitle = phrase.Match.Title is { } title ? ExportChars.CleanName(notice.AsSpan()[title]) : _lastTitle;
        foreach (string name in NoticeNames.Of(notice, phrase))
        {
            if (Mentioned.Count < ExportLimits.MaxMembers)
            {
                Mentioned.Add(name);
            }
        }
    }

    private void Conclude(DateOrder? given)
    {
        Languages = new HashSet<ExportLanguage>(_votes.Keys);
        Language = _votes.Count == 0 ? null : _votes.MaxBy(v => v.Value).Key;

        // Month before day is what phones set to English of the United States write: slashes, AM and PM, no zeros before.
        bool isAmerican = _hasSlashes && _isUpperPeriod && !_isPadded && (Language is null or { Code: "en" });
        (Dates, IsAmbiguous) = _dates.Decide(isAmerican ? DateOrder.MonthDayYear : DateOrder.DayMonthYear);
        if (given is { } order)
        {
            Dates = [new DateRun(0, order)];
            IsAmbiguous = false;
        }
    }

    private void Vote(ExportLanguage language) => _votes[language] = _votes.GetValueOrDefault(language) + 1;

    private static string NoticeText(string text) => ExportChars.WithoutMarks(text).Trim().TrimEnd('.', '。');
}
