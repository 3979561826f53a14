using System.Globalization;

namespace Satchel.Chats.WeChat.Payloads;

/// <summary>Calls: the bubble of today's clients, whose text alone tells how it ended, and the three elements of old ones.</summary>
internal static class CallPayload
{
    // What the text of a bubble says, in the languages that are known; anything else says nothing of how the call ended.
    private static readonly (string Word, CallOutcome Outcome)[] Words =
    [
        ("拒绝", CallOutcome.Declined), ("拒絕", CallOutcome.Declined), ("declined", CallOutcome.Declined), ("rejected", CallOutcome.Declined),
        ("忙", CallOutcome.Busy), ("busy", CallOutcome.Busy), ("line occupied", CallOutcome.Busy),
        ("取消", CallOutcome.Missed), ("cancel", CallOutcome.Missed), ("无应答", CallOutcome.Missed), ("無應答", CallOutcome.Missed), ("未应答", CallOutcome.Missed),
        ("未接", CallOutcome.Missed), ("no answer", CallOutcome.Missed), ("not answered", CallOutcome.Missed), ("unanswered", CallOutcome.Missed), ("missed", CallOutcome.Missed),
        ("中断", CallOutcome.Failed), ("中斷", CallOutcome.Failed), ("失败", CallOutcome.Failed), ("失敗", CallOutcome.Failed), ("interrupted", CallOutcome.Failed),
        ("failed", CallOutcome.Failed), ("disconnected", CallOutcome.Failed),
    ];

    /// <summary>Reads one.</summary>
    public static PayloadContent Read(string content)
    {
        XmlNode? xml = WeChatXml.TryRead(content);
        CallBody body = xml?.Find("VoIPBubbleMsg") is { } bubble ? Bubble(bubble)
            : xml?.Find("voiplocalinfo") is not null || xml?.Find("voipinvitemsg") is not null ? Old(xml)
            : new CallBody(null, null, null);
        return new PayloadContent { Kind = MessageKind.Call, Body = body };
    }

    private static CallBody Bubble(XmlNode bubble)
    {
        string text = (bubble.ChildText("msg") ?? "").ToLowerInvariant();
        bool? video = bubble.ChildText("room_type") switch { "0" => true, "1" => false, _ => null };
        if (ClockIn(text) is { } seconds)
        {
            return new CallBody(video, CallOutcome.Answered, seconds);
        }

        foreach ((string word, CallOutcome outcome) in Words)
        {
            if (text.Contains(word, StringComparison.Ordinal))
            {
                return new CallBody(video, outcome, null);
            }
        }

        return PayloadNumbers.Positive(bubble.ChildText("duration")) is { } told ? new CallBody(video, CallOutcome.Answered, told) : new CallBody(video, null, null);
    }

    private static CallBody Old(XmlNode xml)
    {
        bool? video = xml.Find("invitetype")?.Text.Trim() switch { "0" => true, "1" => false, _ => null };
        CallOutcome? outcome = xml.Find("wordingtype")?.Text.Trim() switch
        {
            "1" or "2" => CallOutcome.Missed,
            "3" => CallOutcome.Failed,
            "4" => CallOutcome.Answered,
            _ => null,
        };
        return new CallBody(video, outcome, outcome == CallOutcome.Answered ? PayloadNumbers.Positive(xml.Find("duration")?.Text.Trim()) : null);
    }

    // "Duration: 00:42", "通话时长 1:02:03": the seconds, or null.
    private static long? ClockIn(string text)
    {
        int colon = text.AsSpan().IndexOf(':');
        while (colon >= 0)
        {
            int start = colon;
            while (start > 0 && char.IsAsciiDigit(text[start - 1]))
            {
                start--;
            }

            int end = colon;
            while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == ':'))
            {
                end++;
            }

            string[] parts = text[start..end].Split(':');
            if (parts.Length is 2 or 3 && Array.TrueForAll(parts, p => p.Length is 1 or 2))
            {
                return parts.Aggregate(0L, (seconds, part) => (seconds * 60) + int.Parse(part, CultureInfo.InvariantCulture));
            }

            int next = text.AsSpan(end).IndexOf(':');
            colon = next < 0 ? -1 : end + next;
        }

        return null;
    }
}
