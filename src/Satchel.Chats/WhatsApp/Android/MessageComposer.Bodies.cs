using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android;

/// <content>What a message has in place of a text: links, places, cards, calls, events.</content>
internal sealed partial class MessageComposer
{
    private static LinkBody? ReadLink(MessageRow row, MessagePass pass, ref MessageKind kind, string? text)
    {
        if (!pass.Text.MoveTo(row.Id))
        {
            return null;
        }

        SqliteStatement link = pass.Text.Row;
        string? url = link.TextOrNull(1) is { Length: > 0 } stored ? stored : AddressIn(text);
        string? title = link.TextOrNull(2) is { Length: > 0 } page ? page : null;
        string? description = link.TextOrNull(3) is { Length: > 0 } words ? words : null;
        if (url is null || (title is null && description is null))
        {
            return null;   // the row is a text status's colours, or a preview that found nothing
        }

        kind = MessageKind.Link;
        return new LinkBody(url, title, description);
    }

    private static string? AddressIn(string? text)
    {
        int start = text?.IndexOf("http", StringComparison.OrdinalIgnoreCase) ?? -1;
        if (start < 0)
        {
            return null;
        }

        ReadOnlySpan<char> rest = text.AsSpan(start);
        int end = rest.IndexOfAny(" \n\t\r");
        rest = end < 0 ? rest : rest[..end];
        return rest.Contains("://", StringComparison.Ordinal) ? rest.ToString() : null;
    }

    private LocationBody? ReadLocation(MessageRow row, MessagePass pass)
    {
        if (!pass.Location.MoveTo(row.Id))
        {
            return row.Legacy is { } legacy ? Place(legacy.Latitude, legacy.Longitude, FirstLine(legacy.MediaName), OtherLines(legacy.MediaName)) : null;
        }

        SqliteStatement place = pass.Location.Row;
        if (row.Type == MessageTypes.LiveLocation)
        {
            if (place.Integer(5) > 0)
            {
                _raw.Add("shareSeconds", place.Integer(5));
            }

            if (Place(place.Real(6), place.Real(7), null, null) is { } final && (final.Latitude != 0 || final.Longitude != 0))
            {
                _raw.Add("finalLatitude", final.Latitude);
                _raw.Add("finalLongitude", final.Longitude);
            }
        }

        return Place(place.Real(1), place.Real(2), place.TextOrNull(3), place.TextOrNull(4));
    }

    private static LocationBody? Place(double latitude, double longitude, string? name, string? address) =>
        double.IsFinite(latitude) && double.IsFinite(longitude) && Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 360
            ? new LocationBody(latitude, longitude, string.IsNullOrEmpty(name) ? null : name, string.IsNullOrEmpty(address) ? null : address)
            : null;

    private static string? FirstLine(string? text) => text is null ? null : text.Split('\n', 2)[0];

    private static string? OtherLines(string? text) => text?.Split('\n', 2) is [_, { Length: > 0 } rest] ? rest : null;

    private static ContactsBody ReadContacts(MessageRow row, MessagePass pass, string? text)
    {
        List<ContactCard> cards = [];
        AddCards(pass.Vcard, row.Id, cards);
        if (cards.Count == 0 && row.IsLegacy)
        {
            AddCards(pass.LegacyVcard, row.Id, cards);
        }

        if (cards.Count == 0 && text is not null)
        {
            bool isCard = text.StartsWith("BEGIN:VCARD", StringComparison.OrdinalIgnoreCase);
            cards.Add(new ContactCard(isCard ? Vcard.NameIn(text) ?? row.Legacy?.MediaName : text, isCard ? text : null));
        }

        return new ContactsBody(cards);
    }

    private static void AddCards(SideCursor cursor, long messageRow, List<ContactCard> cards)
    {
        for (bool there = cursor.MoveTo(messageRow); there; there = cursor.MoveNext(messageRow))
        {
            string vcard = cursor.Row.Text(1);
            if (vcard.Length > 0 && cards.Count < WhatsAppLimits.MaxItemsOfMessage)
            {
                cards.Add(new ContactCard(Vcard.NameIn(vcard), vcard));
            }
        }
    }

    private CallBody ReadCall(MessageRow row, MessagePass pass, ref string? nativeId)
    {
        if (pass.Call.MoveTo(row.Id))
        {
            SqliteStatement call = pass.Call.Row;
            if (call.Text(1) is { Length: > 0 } callId)
            {
                nativeId = callId;
            }

            return CallOf(call.IsNull(2) ? null : call.Integer(2) > 0, call.Integer(3), call.IntegerOrNull(4), call.Integer(5) != 0);
        }

        if (row.IsLegacy && legacyCalls.TryFind(row.KeyId, out LegacyCalls.Details logged))
        {
            return CallOf(logged.Video, logged.Seconds, logged.Result, logged.FromMe);
        }

        bool? video = pass.MissedCall.MoveTo(row.Id) && !pass.MissedCall.Row.IsNull(1) ? pass.MissedCall.Row.Integer(1) > 0 : null;
        return new CallBody(video, row.Type == MessageTypes.MissedCall ? CallOutcome.Missed : null, null);
    }

    /// <summary>The message of a call that has no message row.</summary>
    public Message Compose(CallLog log)
    {
        SqliteStatement call = log.Columns;
        ChatEntry chat = log.Chat!;
        bool fromMe = call.Integer(2) != 0;
        CallBody body = CallOf(call.IsNull(5) ? null : call.Integer(5) > 0, call.Integer(6), call.IntegerOrNull(7), fromMe);
        return new Message
        {
            ChatId = chat.Id,
            NativeId = call.Text(3) is { Length: > 0 } id ? id : null,
            SentAtMillis = SentTime(call.Integer(4)),
            Kind = MessageKind.Call,
            SenderId = fromMe ? accountId : chat.Peer ?? log.Caller,
            Outgoing = fromMe,
            Body = body,
            Raw = _raw.Take(),
        };
    }

    // Sources disagree on the codes; a call that lasted was answered whatever the code says.
    private CallBody CallOf(bool? video, long duration, long? result, bool fromMe)
    {
        CallOutcome? outcome = result switch
        {
            _ when duration > 0 => CallOutcome.Answered,
            5 or 8 => CallOutcome.Answered,
            2 => CallOutcome.Missed,
            3 => CallOutcome.Failed,
            4 => fromMe ? CallOutcome.Declined : CallOutcome.Missed,
            7 => CallOutcome.Busy,
            _ => null,
        };
        if (result is not (null or 5))
        {
            _raw.Add("result", result.Value);
        }

        return new CallBody(video, outcome, outcome == CallOutcome.Answered ? Math.Max(duration, 0) : null);
    }

    private SystemBody ReadSystem(MessageRow row, MessagePass pass, string? text)
    {
        long action = row.Type == MessageTypes.TimerChanged ? 56 : -1;
        if (row.Type == MessageTypes.System)
        {
            action = pass.System.MoveTo(row.Id) ? pass.System.Row.Integer(1) : row.Legacy?.MediaSize ?? -1;
            _raw.Add("action", action);
        }

        SystemEvent happened = MessageTypes.EventOf(action);
        List<string> subjects = ReadIds(pass.Subject, row.Id);
        if (pass.NumberChange.MoveTo(row.Id))
        {
            AddId(subjects, jids.FindPerson(pass.NumberChange.Row.Integer(1)));
            AddId(subjects, jids.FindPerson(pass.NumberChange.Row.Integer(2)));
        }

        if (pass.OldValue.MoveTo(row.Id))
        {
            _raw.Add("old", pass.OldValue.Row.TextOrNull(1));
        }

        if (pass.Block.MoveTo(row.Id))
        {
            _raw.Add("blocked", pass.Block.Row.Integer(1) > 0);
        }

        if (pass.TimerSetting.MoveTo(row.Id))
        {
            _raw.Add("timerSeconds", pass.TimerSetting.Row.Integer(1));
        }

        return new SystemBody(happened, row.Sender, subjects, text);
    }

    private List<string> ReadIds(SideCursor cursor, long messageRow)
    {
        List<string> ids = [];
        for (bool there = cursor.MoveTo(messageRow); there; there = cursor.MoveNext(messageRow))
        {
            AddId(ids, jids.FindPerson(cursor.Row.Integer(1)));
        }

        return ids;
    }

    private static void AddId(List<string> ids, string? id)
    {
        if (id is not null && ids.Count < WhatsAppLimits.MaxItemsOfMessage && !ids.Contains(id))
        {
            ids.Add(id);
        }
    }
}
