using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Exports;

/// <summary>What every format needs while it is written: the view, who is who, where attachments go, and the counts.</summary>
internal sealed class ExportSession(HistoryView view, ExportOptions options, IProgress<JourneyProgress>? progress) : IDisposable
{
    private const int ReportEvery = 1000;

    public HistoryView View { get; } = view;

    public ExportOptions Options { get; } = options;

    public ExportStrings Strings { get; } = options.Language == ExportLanguage.Chinese ? new ChineseStrings() : new EnglishStrings();

    public Names Names { get; } = new();

    public MediaFolder? Media { get; } = options.MediaFolder is null ? null : new MediaFolder(options.MediaFolder);

    public List<ChatSummary> Chats { get; } = [];

    public long Messages { get; private set; }

    /// <summary>Reads who is who and which chats there are. Both are few beside the messages.</summary>
    /// <param name="counted">Whether to count the messages of each chat, for which a source is read through.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public async Task ReadDirectoryAsync(bool counted, CancellationToken cancellationToken)
    {
        Names.Owner = View.Account.Name ?? Strings.You;
        Names.OwnerId = View.Account.Id;
        await foreach (Participant participant in View.ParticipantsAsync(cancellationToken).ConfigureAwait(false))
        {
            Names.Add(participant);
        }

        if (!counted)
        {
            ChatTally listed = new();
            await foreach (Chat chat in View.ChatListAsync(cancellationToken).ConfigureAwait(false))
            {
                listed.Add(chat);
            }

            Chats.AddRange(listed.Summaries());
            return;
        }

        await foreach (ChatSummary chat in View.ChatsAsync(cancellationToken).ConfigureAwait(false))
        {
            Chats.Add(chat);
        }
    }

    /// <summary>Counts a message that was written.</summary>
    public void Count()
    {
        Messages++;
        if (Messages % ReportEvery == 0)
        {
            progress?.Report(new JourneyProgress("exporting", Messages, null, "messages"));
        }
    }

    /// <summary>The name of a chat to show.</summary>
    public string TitleOf(Chat chat) => string.IsNullOrWhiteSpace(chat.Title) ? Names.Of(chat.Id) : chat.Title;

    /// <summary>When a message was sent, by the clock of the zone asked for; null where the source does not tell.</summary>
    public DateTime? LocalTime(long? millis) => millis is long time and not 0 && RecordTime.FromMillis(time) is DateTimeOffset at
        ? TimeZoneInfo.ConvertTime(at, Options.Zone).DateTime
        : null;

    public void Dispose() => Media?.Dispose();

    public ExportReport Report() => new(Chats.Count, Messages, Media?.Files ?? 0, Media?.Missing ?? 0, [.. View.Problems, .. Media?.Problems ?? []]) { Notes = [.. Media?.Notes ?? []] };
}
