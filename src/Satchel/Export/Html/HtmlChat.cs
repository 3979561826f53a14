using System.Globalization;
using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Exports.Html;

/// <summary>Writes the messages of one chat: days, runs of a sender, versions of a message as one, and pages where there are many.</summary>
internal sealed class HtmlChat(ExportSession session, ChatSummary chat, Func<string, string> mediaUrl)
{
    private const int QuotesKept = 50_000;

    private readonly HtmlMessage _html = new(session);
    private readonly RecentMessages _recent = new(QuotesKept);
    private readonly List<HistoryMessage> _versions = [];
    private readonly List<(int Year, int Month, long Page, string Anchor, long Count)> _months = [];
    private readonly string _title = session.TitleOf(chat.Chat);
    private DateOnly? _day;
    private string? _runOf;
    private long _onPage;

    /// <summary>The page being written, from 1.</summary>
    public long Page { get; private set; } = 1;

    /// <summary>Where the messages go; a new page gets a new one.</summary>
    public required TextWriter Output { get; set; }

    /// <summary>Called before the message that does not fit on the page any more; null for one page of everything.</summary>
    public Func<ValueTask>? TurnPageAsync { get; init; }

    public ChatSummary Chat => chat;

    public IReadOnlyList<(int Year, int Month, long Page, string Anchor, long Count)> Months => _months;

    /// <summary>What stands below the title.</summary>
    public string Subtitle()
    {
        List<string> parts = [session.Strings.ChatKind(chat.Chat.Kind), session.Strings.MessageCount(chat.Messages)];
        if (chat.Chat.Kind is ChatKind.Group && chat.Chat.Participants.Count > 0)
        {
            const int Shown = 12;
            string names = string.Join(session.Strings.ListSeparator, chat.Chat.Participants.Take(Shown).Select(session.Names.Of));
            parts.Add(chat.Chat.Participants.Count > Shown ? names + " …" : names);
        }

        return string.Join(" · ", parts);
    }

    public string Title => _title;

    /// <summary>Takes the next line; a message is written once its last version is known.</summary>
    public async ValueTask AddAsync(HistoryMessage message, CancellationToken cancellationToken)
    {
        if (_versions.Count > 0 && _versions[0].Id != message.Id)
        {
            await WriteAsync(cancellationToken).ConfigureAwait(false);
        }

        _versions.Add(message);
    }

    /// <summary>Writes what is still held back.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_versions.Count > 0)
        {
            await WriteAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Documents are for the program they are of.
    private static bool MayNeedDecoding(Message message, int attachment) =>
        message.Kind is MessageKind.Voice or MessageKind.Audio or MessageKind.Image or MessageKind.Sticker or MessageKind.Gif || message.Attachments[attachment].IsThumbnail;

    private async ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        HistoryMessage shown = HtmlMessage.Shown(_versions);
        if (TurnPageAsync is not null && _onPage == session.Options.MessagesPerPage)
        {
            await TurnPageAsync().ConfigureAwait(false);
            Page++;
            _onPage = 0;
            _day = null;
            _runOf = null;
        }

        _onPage++;
        await WriteDayAsync(shown.Message).ConfigureAwait(false);
        string?[] files = new string?[shown.Message.Attachments.Count];
        for (int i = 0; i < files.Length && session.Media is not null; i++)
        {
            string? saved = await session.Media.SaveAsync(session.View, shown, shown.Message.Attachments[i], cancellationToken).ConfigureAwait(false);
            files[i] = saved is null || !MayNeedDecoding(shown.Message, i) ? saved : await session.Media.PlayableOfAsync(saved, shown.Message.Kind == MessageKind.Voice, cancellationToken).ConfigureAwait(false);
        }

        string run = shown.Message.Outgoing == true ? "out" : "in " + shown.Message.SenderId;
        bool isLine = shown.Message.Kind == MessageKind.System;
        var place = new HtmlMessage.Place(
            IsHead: run != _runOf,
            ShowsSender: chat.Chat.Kind is not (ChatKind.Direct or ChatKind.Self),
            QuoteAddress: _recent.AddressOf(shown.Message.ReplyTo?.NativeId, Page),
            MediaUrl: mediaUrl);
        await Output.WriteAsync(_html.Write(_versions, files, place)).ConfigureAwait(false);
        _runOf = isLine ? null : run;
        if (shown.Message.NativeId is string nativeId)
        {
            _recent.Add(nativeId, shown.Id, Page);
        }

        foreach (HistoryMessage _ in _versions)
        {
            session.Count();
        }

        _versions.Clear();
    }

    private async ValueTask WriteDayAsync(Message message)
    {
        if (session.LocalTime(message.SentAtMillis) is not DateTime local)
        {
            return;
        }

        var day = DateOnly.FromDateTime(local);
        string anchor = string.Create(CultureInfo.InvariantCulture, $"d{day:yyyyMMdd}");
        int last = _months.Count - 1;
        if (last >= 0 && _months[last].Year == day.Year && _months[last].Month == day.Month)
        {
            _months[last] = _months[last] with { Count = _months[last].Count + 1 };
        }
        else
        {
            _months.Add((day.Year, day.Month, Page, anchor, 1));
        }

        if (day != _day)
        {
            _day = day;
            _runOf = null;
            string id = TurnPageAsync is null ? "" : $" id=\"{anchor}\"";
            await Output.WriteAsync($"<h2 class=\"day\"{id}>{HtmlText.Escape(session.Strings.Day(local))}</h2>\n").ConfigureAwait(false);
        }
    }
}
