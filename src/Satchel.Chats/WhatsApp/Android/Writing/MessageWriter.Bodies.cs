using System.Security.Cryptography;
using System.Text;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <content>What a message has in place of a text: links, places, cards, polls, calls.</content>
internal sealed partial class MessageWriter
{
    // call_log.call_result, as the reader reads it.
    private const long CallAnswered = 5;
    private const long CallMissed = 2;
    private const long CallFailed = 3;
    private const long CallDeclined = 4;
    private const long CallBusy = 7;

    private void WriteLink(MessageDraft draft, LinkBody link)
    {
        if (string.IsNullOrEmpty(link.Title) && string.IsNullOrEmpty(link.Description))
        {
            losses.Add(draft.Message.Kind, AndroidLosses.EmptyPreview);
            return;
        }

        _tables.Text.Add(draft.Row).Add(link.Url).Add(link.Title).Add(link.Description).Insert();
    }

    private void WriteLocation(MessageDraft draft, LocationBody location)
    {
        RawFacts raw = draft.Raw;
        RowInsert row = _tables.Location.Add(draft.Row).Add(draft.Chat.Row).Add(location.Latitude).Add(location.Longitude).Add(location.Name).Add(location.Address)
            .Add(raw.Number("shareSeconds") ?? 0)
            .Add(raw.Real("finalLatitude") ?? 0.0)
            .Add(raw.Real("finalLongitude") ?? 0.0);
        row.Insert();
    }

    private void WriteContacts(MessageDraft draft, ContactsBody contacts)
    {
        HashSet<string> written = new(StringComparer.Ordinal);
        foreach (ContactCard card in contacts.Contacts)
        {
            string? vcard = string.IsNullOrEmpty(card.Vcard) ? CardOf(card.Name) : card.Vcard;
            if (vcard is null)
            {
                losses.Add(draft.Message.Kind, AndroidLosses.EmptyCard);
            }
            else if (written.Add(vcard))
            {
                _tables.Vcard.Add(store.NextRow("message_vcard")).Add(draft.Row).Add(vcard).Insert();
            }
        }
    }

    private static string? CardOf(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        string escaped = name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal)
            .Replace(";", "\\;", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return $"BEGIN:VCARD\nVERSION:3.0\nN:;{escaped};;;\nFN:{escaped}\nEND:VCARD";
    }

    private void WritePoll(MessageDraft draft, PollBody poll)
    {
        losses.Add(draft.Message.Kind, AndroidLosses.PollClosed);
        _tables.Poll.Add(draft.Row).Insert();
        Dictionary<string, List<long>> choices = new(StringComparer.Ordinal);
        List<string> voters = [];
        foreach (PollOption option in poll.Options)
        {
            long row = store.NextRow("message_poll_option");
            string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(option.Text)));
            _tables.PollOption.Add(row).Add(draft.Row).Add(hash).Add(option.Text).Add(option.Voters.Count).Insert();
            foreach (string voter in option.Voters)
            {
                if (!choices.TryGetValue(voter, out List<long>? chosen))
                {
                    choices[voter] = chosen = [];
                    voters.Add(voter);
                }

                chosen.Add(row);
            }
        }

        for (int i = 0; i < voters.Count; i++)
        {
            WriteVote(draft, voters[i], choices[voters[i]], i);
        }
    }

    private void WriteVote(MessageDraft draft, string voter, List<long> options, int place)
    {
        if (!_tables.AddOn.Exists || !_tables.VoteOption.Exists)
        {
            losses.Add(draft.Message.Kind, AndroidLosses.OlderApp);
            return;
        }

        long addOn = WriteAddOn(draft, PollVote, IsOwner(voter), voter, draft.Message.SentAtMillis, place);
        _tables.Vote.Add(addOn).Add(draft.Message.SentAtMillis).Insert();
        foreach (long option in options)
        {
            _tables.VoteOption.Add(store.NextRow("message_add_on_poll_vote_selected_option")).Add(addOn).Add(option).Insert();
        }
    }

    private void WriteCall(MessageDraft draft, CallBody call)
    {
        if (!_tables.Call.Exists || !_tables.MessageCall.Exists)
        {
            losses.Add(draft.Message.Kind, AndroidLosses.OlderApp);
            return;
        }

        TargetChat chat = draft.Chat;
        long peer = chat.Peer is { } other ? jids.Row(other) : jids.RowOrNone(draft.FromMe ? null : draft.Message.SenderId);
        long row = store.NextRow("call_log");
        _tables.Call.Add(row).Add(peer == 0 ? jids.Row(chat.Id) : peer).Add(draft.FromMe).Add(draft.Key).Add(draft.Message.SentAtMillis)
            .Add(call.Video is { } video ? (video ? 1L : 0L) : null)
            .Add(call.Outcome == CallOutcome.Answered ? call.DurationSeconds ?? 0 : 0)
            .Add(ResultOf(draft, call))
            .Add(chat.Peer is null ? jids.Row(chat.Id) : 0)
            .Insert();
        _tables.MessageCall.Add(draft.Row).Add(row).Insert();
    }

    private long ResultOf(MessageDraft draft, CallBody call)
    {
        if (source.Platform == "android" && draft.Raw.Number("result") is { } stored && OutcomeOf(stored, call.DurationSeconds ?? 0, draft.FromMe) == call.Outcome)
        {
            return stored;
        }

        if (call.Outcome == CallOutcome.Declined && !draft.FromMe)
        {
            losses.Add(draft.Message.Kind, AndroidLosses.CallDeclined);
            return CallDeclined;   // which reads as missed where the other side called
        }

        return call.Outcome switch
        {
            CallOutcome.Answered => CallAnswered,
            CallOutcome.Missed => CallMissed,
            CallOutcome.Declined => CallDeclined,
            CallOutcome.Failed => CallFailed,
            CallOutcome.Busy => CallBusy,
            _ => 0,
        };
    }

    private static CallOutcome? OutcomeOf(long result, long seconds, bool fromMe) => result switch
    {
        _ when seconds > 0 => CallOutcome.Answered,
        CallAnswered or 8 => CallOutcome.Answered,
        CallMissed => CallOutcome.Missed,
        CallFailed => CallOutcome.Failed,
        CallDeclined => fromMe ? CallOutcome.Declined : CallOutcome.Missed,
        CallBusy => CallOutcome.Busy,
        _ => null,
    };
}
