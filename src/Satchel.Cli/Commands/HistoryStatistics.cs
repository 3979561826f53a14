using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Cli.Commands;

/// <summary>What can be counted of a history in one pass.</summary>
internal sealed class HistoryStatistics
{
    private HistoryStatistics()
    {
    }

    /// <summary>How many chats there are, also those without a message.</summary>
    public long Chats { get; private set; }

    /// <summary>How many messages; several versions of one count once.</summary>
    public long Messages { get; private set; }

    /// <summary>How many of them the phone no longer shows.</summary>
    public long Removed { get; private set; }

    /// <summary>How many files the messages have.</summary>
    public long Attachments { get; private set; }

    /// <summary>How many of these are not there.</summary>
    public long MissingAttachments { get; private set; }

    /// <summary>The files' lengths in sum, as far as they are known.</summary>
    public long AttachmentBytes { get; private set; }

    /// <summary>When the first message was sent.</summary>
    public DateTimeOffset? FirstAt { get; private set; }

    /// <summary>When the last was.</summary>
    public DateTimeOffset? LastAt { get; private set; }

    /// <summary>Messages by kind.</summary>
    public SortedDictionary<MessageKind, long> ByKind { get; } = [];

    /// <summary>Messages by the year and month of the zone asked for.</summary>
    public SortedDictionary<(int Year, int Month), long> ByMonth { get; } = [];

    /// <summary>Messages by the hour of the day in that zone.</summary>
    public long[] ByHour { get; } = new long[24];

    /// <summary>Messages by chat.</summary>
    public Dictionary<string, long> ByChat { get; } = new(StringComparer.Ordinal);

    /// <summary>Messages by sender; the owner's under an empty id where the owner's id is not known.</summary>
    public Dictionary<string, long> BySender { get; } = new(StringComparer.Ordinal);

    /// <summary>Counts a history.</summary>
    public static async Task<HistoryStatistics> CountAsync(IReadOnlyList<HistoryView> views, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        var statistics = new HistoryStatistics();
        foreach (HistoryView view in views)
        {
            await statistics.AddAsync(view, zone, cancellationToken);
        }

        return statistics;
    }

    private async Task AddAsync(HistoryView view, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        await foreach (ChatSummary chat in view.ChatsAsync(cancellationToken))
        {
            Chats++;
            if (chat.Messages > 0)
            {
                ByChat[chat.Chat.Id] = ByChat.GetValueOrDefault(chat.Chat.Id) + chat.Messages;
            }
        }

        await foreach (HistoryMessage message in view.MessagesAsync(null, cancellationToken))
        {
            if (message.IsLastVersion)
            {
                Count(message, zone);
            }
        }
    }

    private void Count(HistoryMessage seen, TimeZoneInfo zone)
    {
        Message message = seen.Message;
        Messages++;
        Removed += seen.Seen?.RemovedAfter is null ? 0 : 1;
        ByKind[message.Kind] = ByKind.GetValueOrDefault(message.Kind) + 1;
        if (message.Kind != MessageKind.System)
        {
            string sender = message.SenderId ?? (message.Outgoing == true ? "" : "?");
            BySender[sender] = BySender.GetValueOrDefault(sender) + 1;
        }

        foreach (Attachment attachment in message.Attachments)
        {
            Attachments++;
            MissingAttachments += attachment.Missing ? 1 : 0;
            AttachmentBytes += attachment.LengthBytes ?? 0;
        }

        if (message.SentAtMillis != 0)
        {
            CountTime(DateTimeOffset.FromUnixTimeMilliseconds(message.SentAtMillis), zone);
        }
    }

    private void CountTime(DateTimeOffset at, TimeZoneInfo zone)
    {
        FirstAt = FirstAt is null || at < FirstAt ? at : FirstAt;
        LastAt = LastAt is null || at > LastAt ? at : LastAt;
        DateTimeOffset local = TimeZoneInfo.ConvertTime(at, zone);
        ByMonth[(local.Year, local.Month)] = ByMonth.GetValueOrDefault((local.Year, local.Month)) + 1;
        ByHour[local.Hour]++;
    }
}
