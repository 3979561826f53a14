using System.Globalization;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios;

/// <content>What a message has in place of a text: links, places, cards, polls, calls, events.</content>
internal sealed partial class IosComposer
{
    private LinkBody? ReadLink(IosPass pass, ref MessageKind kind, string? text)
    {
        if (pass.Link is { } link)
        {
            string? title = Filled(link.TextOrNull(2));
            string? description = Filled(link.TextOrNull(3));
            string? url = Filled(link.TextOrNull(1)) ?? AddressIn(link.TextOrNull(4)) ?? AddressIn(text);
            if (url is not null && (title is not null || description is not null))
            {
                return new LinkBody(url, title, description);
            }
        }

        kind = MessageKind.Text;   // the preview found nothing, or is not there
        _raw.Add("type", (long)IosMessageTypes.Link);
        return null;
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

    private static LocationBody? ReadLocation(SqliteStatement? media)
    {
        if (media is null)
        {
            return null;
        }

        double latitude = media.Real(MediaColumn.Latitude);
        double longitude = media.Real(MediaColumn.Longitude);
        if (latitude == 0 && longitude == 0 && media.Text(MediaColumn.Vcard).Split(';') is [var first, var second]
            && double.TryParse(first, NumberStyles.Float, CultureInfo.InvariantCulture, out double north)
            && double.TryParse(second, NumberStyles.Float, CultureInfo.InvariantCulture, out double east))
        {
            (latitude, longitude) = (north, east);
        }

        if (!double.IsFinite(latitude) || !double.IsFinite(longitude) || Math.Abs(latitude) > 90 || Math.Abs(longitude) > 360)
        {
            return null;
        }

        string[] lines = media.Text(MediaColumn.Title).Split('\n', 2);
        return new LocationBody(latitude, longitude, Filled(lines[0]), lines.Length > 1 ? Filled(lines[1]) : null);
    }

    private static ContactsBody ReadContacts(SqliteStatement? media, string? text)
    {
        List<ContactCard> cards = [];
        string vcards = media?.Text(MediaColumn.Vcard) ?? "";
        string names = media?.Text(MediaColumn.VcardName) ?? "";
        string[] each = vcards.Length > 0 ? vcards.Split(IosMedia.CardSeparator, WhatsAppLimits.MaxItemsOfMessage) : [];
        string[] eachName = names.Length > 0 ? names.Split(IosMedia.NameSeparator, WhatsAppLimits.MaxItemsOfMessage) : [];
        for (int i = 0; i < Math.Max(each.Length, eachName.Length); i++)
        {
            string? vcard = i < each.Length ? Filled(each[i]) : null;
            string? name = i < eachName.Length ? Filled(eachName[i]) : null;
            if (vcard is not null || name is not null)
            {
                cards.Add(new ContactCard(name ?? Vcard.NameIn(vcard!), vcard));
            }
        }

        if (cards.Count == 0 && text is not null)
        {
            cards.Add(new ContactCard(text, null));
        }

        return new ContactsBody(cards);
    }

    private PollBody ReadPoll(IosRow row, IosPoll? poll, string? text)
    {
        if (poll is null)
        {
            return new PollBody(text, []);
        }

        List<string>[] voters = new List<string>[poll.Options.Count];
        for (int i = 0; i < voters.Length; i++)
        {
            voters[i] = [];
        }

        // Each vote of a person says all of that person's choices, so only those of the last count.
        Dictionary<string, IosVote> last = new(StringComparer.Ordinal);
        foreach (IosVote vote in poll.Votes)
        {
            if (VoterOf(row, vote) is { } voter)
            {
                last[voter] = vote;
            }
        }

        foreach ((string voter, IosVote vote) in last)
        {
            foreach (int option in vote.Options)
            {
                if (option < voters.Length)
                {
                    AddId(voters[option], voter);
                }
            }
        }

        return new PollBody(Filled(poll.Question) ?? text, [.. poll.Options.Select((option, i) => new PollOption(option, voters[i]))]);
    }

    private string? VoterOf(IosRow row, IosVote vote) =>
        vote.Voter is null ? accountId : people.FindPerson(vote.Voter) is { } voter && voter == accountId ? voter : row.Session.Chat.Peer ?? people.FindPerson(vote.Voter);

    private CallBody ReadCall(IosRow row)
    {
        if (row.Event != 0)
        {
            _raw.Add("event", row.Event);
        }

        if (calls.Find(row.StanzaId) is not { } call)
        {
            return IosEvents.CallOf(row.Type, row.Event);
        }

        NoteOutcome(call);
        CallBody alone = IosEvents.CallOf(row.Type, row.Event);
        return new CallBody(call.Body.Video ?? alone.Video, call.Body.Outcome ?? alone.Outcome, call.Body.DurationSeconds);
    }

    private void NoteOutcome(IosCall call)
    {
        if (call.Outcome is { } outcome && IosEvents.OutcomeOf(outcome, 0) is null)
        {
            _raw.Add("outcome", outcome);
        }
    }

    private SystemBody ReadSystem(IosRow row, string? text)
    {
        SystemEvent happened = IosEvents.EventOf(row.Type, row.Event);
        if (row.Type is IosMessageTypes.GroupEvent or IosMessageTypes.Notice)
        {
            _raw.Add("event", row.Event);
        }

        List<string> subjects = happened != SystemEvent.TitleChanged && row.Type == IosMessageTypes.GroupEvent ? IdsIn(text) : [];

        // In a chat of two every row that the owner did not cause names the other one, also where nobody did anything.
        string? from = row.Session.Chat.Peer is null ? row.From : null;
        string? actor = from ?? row.Member;
        if (subjects.Count > 0)
        {
            text = null;
        }
        else if (IosEvents.IsDoneToMembers(happened) && row.Member is { } member)
        {
            subjects.Add(member);
            actor = from;
        }

        return new SystemBody(happened, actor, subjects, text);
    }

    // A list of ids and nothing else; none where it is words.
    private List<string> IdsIn(string? text)
    {
        List<string> ids = [];
        if (text?.Contains('@', StringComparison.Ordinal) != true)
        {
            return ids;
        }

        foreach (string part in text.Split([',', ';', ' ', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (people.FindPerson(part) is not { } id || !IsId(part))
            {
                return [];
            }

            AddId(ids, id);
        }

        return ids;
    }

    private static bool IsId(string part) => Jid.ServerOf(part) is "s.whatsapp.net" or "lid";

    private static void AddId(List<string> ids, string id)
    {
        if (ids.Count < WhatsAppLimits.MaxItemsOfMessage && !ids.Contains(id))
        {
            ids.Add(id);
        }
    }

    private static string? Filled(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
