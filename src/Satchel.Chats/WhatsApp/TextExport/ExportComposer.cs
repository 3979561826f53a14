namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>Makes messages of what stands in the text, one after another.</summary>
internal sealed class ExportComposer : IDisposable
{
    private readonly TextExportChat _chat;
    private readonly ExportCalendar _calendar;
    private readonly ExportZone _zone;
    private readonly ReaderWarnings _warnings;
    private readonly MinuteMemory _minutes = new();
    private readonly RawJson _raw = new();
    private int _run;
    private DateOnly _day = DateOnly.FromDateTime(DateTime.UnixEpoch);

    public ExportComposer(TextExportChat chat, ExportCalendar calendar, TimeZoneInfo zone, ReaderWarnings warnings)
    {
        _chat = chat;
        _calendar = calendar;
        _zone = new ExportZone(zone);
        _warnings = warnings;
    }

    /// <summary>Composes the next message.</summary>
    public Message Compose(in RawMessage raw)
    {
        long sentAt = TimeOf(raw.Header, raw.Number);
        bool isIos = raw.Header.Style != HeaderStyle.Dash;
        Message message = _chat.Survey.Names.Split(raw.Rest, isIos) is { } split
            ? ComposeSent(raw, split.Name, raw.Rest[split.TextStart..], sentAt)
            : ComposeNotice(raw.Rest, null, sentAt);
        string said = message.Body is null && message.Raw is null
            ? $"{(int)message.Kind}\0{message.SenderId}\0{message.Outgoing}\0{message.Text}\0{(message.Attachments.Count > 0 ? message.Attachments[0].Name : null)}"
            : raw.Rest;
        (int order, int repeat) = _minutes.Number(sentAt, said);
        return message with { Order = order, Repeat = repeat };
    }

    /// <summary>When a message was sent, by its stamp and number.</summary>
    public long TimeOf(in ExportHeader header, long number)
    {
        IReadOnlyList<DateRun> runs = _chat.Survey.Dates;
        while (_run + 1 < runs.Count && runs[_run + 1].FirstMessage <= number)
        {
            _run++;
        }

        if ((_calendar.DayOf(header, runs[_run].Order) ?? FindDay(header)) is { } day)
        {
            _day = day;
        }
        else
        {
            _warnings.Add("A date is none in any order; its message has the date of the one before");
        }

        return _zone.MillisOf(_day, header.Hour, header.Minute, header.SecondOfMinute);
    }

    /// <inheritdoc/>
    public void Dispose() => _raw.Dispose();

    private DateOnly? FindDay(in ExportHeader header)
    {
        foreach (DateOrder order in Enum.GetValues<DateOrder>())
        {
            if (_calendar.DayOf(header, order) is { } day)
            {
                _warnings.Add("A date does not fit the order of the others, and is read in the one that it fits");
                return day;
            }
        }

        return null;
    }

    private Message ComposeSent(in RawMessage raw, string sender, string text, long sentAt)
    {
        bool isMarked = text.Length > 0 && ExportChars.IsMark(text[0]);
        bool isChat = raw.Header.Style != HeaderStyle.Dash && _chat.Kind == ChatKind.Group && sender == _chat.Title;
        ExportContent content = ContentReader.Read(text);
        bool isPlain = content is { Kind: MessageKind.Text };
        if ((isPlain && (isMarked || isChat) && raw.Header.Style != HeaderStyle.Dash) || (isPlain && text.Length < 600 && PhraseBook.FindEncryption(PhraseBook.KeyOf(text)) is not null))
        {
            return ComposeNotice(text, sender, sentAt);
        }

        bool? outgoing = _chat.OwnName is null ? null : _chat.IsOwn(sender);
        Message message = new()
        {
            ChatId = _chat.Id,
            SentAtMillis = sentAt,
            Kind = content.Kind,
            SenderId = _chat.IdOf(sender),
            Outgoing = outgoing,
            Text = content.Kind == MessageKind.Sticker || content.Text?.Length == 0 ? null : content.Text,
            Body = content.Body ?? (content.Kind == MessageKind.Contact ? ReadContact(content) : null),
            Attachments = AttachmentsOf(content),
        };
        return message with { Raw = RawOf(content) };
    }

    private IReadOnlyList<Attachment> AttachmentsOf(ExportContent content)
    {
        if (content.FileName is { } file)
        {
            return [new Attachment { Name = content.ShownName ?? file, Mime = ExportFileNames.MimeOf(file), Path = _chat.Text.PathOf(file) }];
        }

        // The text itself says that it is not there; nothing else is known of it.
        return content.IsOmitted ? [new Attachment { Name = content.ShownName, Missing = true }] : [];
    }

    private ContactsBody? ReadContact(ExportContent content)
    {
        string? name = content.ShownName is { } file ? Path.GetFileNameWithoutExtension(file) : null;
        if (content.FileName is null || _chat.Text.OpenBeside(content.FileName) is not { } stream)
        {
            return name is null ? null : new ContactsBody([new ContactCard(name, null)]);
        }

        using (stream)
        {
            byte[] bytes = new byte[ExportLimits.MaxCardBytes];
            int length = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            string card = System.Text.Encoding.UTF8.GetString(bytes, 0, length);
            return new ContactsBody([new ContactCard(Vcard.NameIn(card) ?? name, length == bytes.Length ? null : card)]);
        }
    }

    private Message ComposeNotice(string text, string? sender, long sentAt)
    {
        string clean = ExportChars.WithoutMarks(text).Trim();
        string notice = clean.TrimEnd('.', '。');
        if (CallText.Read(text) is { } call)
        {
            return new Message { ChatId = _chat.Id, SentAtMillis = sentAt, Kind = MessageKind.Call, Body = call, SenderId = _chat.Peer is { } peer ? _chat.IdOf(peer) : null };
        }

        SystemBody body;
        if (PhraseBook.FindEncryption(PhraseBook.KeyOf(clean)) is not null)
        {
            body = new SystemBody(SystemEvent.EncryptionChanged, null, [], clean);
        }
        else if (PhraseBook.FindEvent(notice, _chat.Survey.Languages) is { } phrase)
        {
            string? actor = NoticeNames.ActorOf(notice, phrase);
            List<string> subjects = [.. NoticeNames.SubjectsOf(notice, phrase).Select(_chat.IdInNotice).OfType<string>()];
            string? actorId = actor is null ? null : _chat.IdInNotice(actor);
            if (actor is null && sender is not null && sender != _chat.Title && !PhraseSaysWho(phrase))
            {
                actorId = _chat.IdOf(sender);
            }

            body = new SystemBody(phrase.Event, actorId, subjects, TextOf(phrase, notice, clean));
        }
        else
        {
            body = new SystemBody(SystemEvent.Other, null, [], clean);
        }

        return new Message { ChatId = _chat.Id, SentAtMillis = sentAt, Kind = MessageKind.System, Body = body };
    }

    private static bool PhraseSaysWho(SystemPhrase phrase) => phrase.Match.Subjects is not null || phrase.Event is SystemEvent.Other or SystemEvent.EncryptionChanged;

    // A new name stands for itself, as in the apps' own stores; else what the line says.
    private static string TextOf(SystemPhrase phrase, string notice, string clean) =>
        phrase.Match.Title is { } title ? ExportChars.CleanName(notice.AsSpan()[title]) : clean;

    private string? RawOf(ExportContent content)
    {
        if (content.IsEdited)
        {
            _raw.Add("edited", true);
        }

        if (content.Raw is { } raw)
        {
            _raw.Add(raw.Name, raw.Value);
        }

        if (content.Votes is { } votes && votes.Any(count => count > 0))
        {
            _raw.BeginObject("votes");
            for (int i = 0; i < votes.Count; i++)
            {
                _raw.Add(i.ToString(System.Globalization.CultureInfo.InvariantCulture), votes[i]);
            }

            _raw.EndObject();
        }

        return _raw.Take();
    }
}
