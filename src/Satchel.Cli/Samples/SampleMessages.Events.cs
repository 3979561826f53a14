using System.Globalization;

namespace Satchel.Cli.Samples;

/// <content>What happened rather than was said: events, calls, revocations; and places and contact cards.</content>
internal sealed partial class SampleMessages
{
    private const int AddedToGroup = 12;
    private const int RemovedFromGroup = 14;
    private const int JoinedByLink = 20;
    private const int EncryptionNotice = 67;

    private long _call;

    private void WriteEvent(SampleMessage message)
    {
        int action = message.Chat.Kind == SampleChatKind.Group
            ? _random.Pick(AddedToGroup, AddedToGroup, RemovedFromGroup, JoinedByLink, 5, 70)
            : _random.Pick(EncryptionNotice, EncryptionNotice, 18, 56, 57);
        WriteEvent(message, action, null);
        if (action is AddedToGroup or RemovedFromGroup or JoinedByLink or 5)
        {
            AddSubjects(message, 1 + (action == AddedToGroup ? _random.Next(3) : 0));
        }
    }

    private void WriteEvent(SampleMessage message, int action, string? text)
    {
        message.Type = 7;
        message.Status = 6;
        message.Text = text;
        _rows.Into("message_system", "message_row_id,action_type").Add(message.Id).Add(action).Insert();
    }

    private void AddSubjects(SampleMessage message, int count)
    {
        foreach (long member in message.Chat.Members.AsSpan(0, Math.Min(count, message.Chat.Members.Length)))
        {
            _rows.Into("message_system_chat_participant", "message_row_id,user_jid_row_id").Add(message.Id).Add(member).Insert();
        }
    }

    private void WriteTitleChange(SampleMessage message)
    {
        WriteEvent(message, 1, _text.NextWords(3));
        _rows.Into("message_system_value_change", "message_row_id,old_data").Add(message.Id).Add(_text.NextWords(3)).Insert();
    }

    private void WriteIconChange(SampleMessage message)
    {
        WriteEvent(message, 6, null);
        _rows.Into("message_system_photo_change", "message_row_id,new_photo_id,old_photo,new_photo")
            .Add(message.Id).Add(message.SentAt.ToString(CultureInfo.InvariantCulture)).AddNull().Add(SamplePicture.Draw(_random, 8, 8)).Insert();
    }

    private void WriteNumberChange(SampleMessage message)
    {
        WriteEvent(message, 10, null);
        _rows.Into("message_system_number_change", "message_row_id,old_jid_row_id,new_jid_row_id")
            .Add(message.Id).Add(SamplePeople.UserRow(_random.Next(_people.Users))).Add(SamplePeople.UserRow(_random.Next(_people.Users))).Insert();
    }

    private void WriteBlocked(SampleMessage message)
    {
        WriteEvent(message, 58, null);
        _rows.Into("message_system_block_contact", "message_row_id,is_blocked").Add(message.Id).Add(_random.Next(2)).Insert();
    }

    private void WriteGroupCreated(SampleMessage message)
    {
        WriteEvent(message, 11, _text.NextWords(3));
        _rows.Into("message_system_group", "message_row_id,is_me_joined").Add(message.Id).Add(1).Insert();
    }

    private void WriteTimerChange(SampleMessage message)
    {
        message.Type = 36;
        _rows.Into("message_ephemeral_setting", "message_row_id,setting_duration,setting_reason").Add(message.Id).Add(_random.Pick(0, 86_400, 604_800, 7_776_000)).Add(0).Insert();
    }

    private void WriteRevoked(SampleMessage message)
    {
        message.Type = 15;
        _rows.AddRevocation(message.Id, message.KeyId, null, message.SentAt + 60_000);
    }

    private void WriteRevokedByAdmin(SampleMessage message)
    {
        message.Type = 64;
        _rows.AddRevocation(message.Id, message.KeyId, message.Chat.Members[0], message.SentAt + 90_000);
    }

    private void WriteCall(SampleMessage message)
    {
        bool answered = _random.Chance(0.6);
        bool group = message.Chat.Kind == SampleChatKind.Group;
        message.Type = 90;
        _rows.Into("call_log", "_id,jid_row_id,from_me,call_id,transaction_id,timestamp,video_call,duration,call_result,bytes_transferred,group_jid_row_id,is_joinable_group_call,call_type")
            .Add(++_call).Add(group ? message.Chat.Members[0] : message.Chat.JidRowId).Add(message.FromMe ? 1 : 0).Add("call:" + _random.NextHex(32)).Add(-1)
            .Add(message.SentAt).Add(_random.Next(2)).Add(answered ? 1 + (int)_random.NextExponential(300) : 0).Add(answered ? 5 : _random.Pick(2, 3, 4, 4))
            .Add(_random.Next(4_000_000)).Add(group ? message.Chat.JidRowId : 0).Add(group ? 1 : 0).Add(0).Insert();
        _rows.Into("message_call_log", "message_row_id,call_log_row_id").Add(message.Id).Add(_call).Insert();
    }

    private void WriteMissedCall(SampleMessage message)
    {
        message.Type = 10;
        _rows.Into("missed_call_logs", "message_row_id,timestamp,video_call,group_jid_row_id").Add(message.Id).Add(message.SentAt).Add(_random.Next(2)).Add(0).Insert();
    }

    private void WriteLocation(SampleMessage message)
    {
        message.Type = 5;
        AddLocation(message, 0);
    }

    private void WriteLiveLocation(SampleMessage message)
    {
        message.Type = 16;
        AddLocation(message, 3600);
    }

    private void AddLocation(SampleMessage message, int shareSeconds) =>
        _rows.Into("message_location", "message_row_id,chat_row_id,latitude,longitude,place_name,place_address,live_location_share_duration")
            .Add(message.Id).Add(message.Chat.RowId).Add(40 + (_random.NextDouble() * 20)).Add(-4 + (_random.NextDouble() * 120))
            .Add(_text.NextWords(2)).Add(_random.Chance(0.5) ? _text.NextChineseWords(5) : null).Add(shareSeconds).Insert();

    private void WriteContact(SampleMessage message)
    {
        message.Type = 4;
        AddCard(message);
    }

    private void WriteContacts(SampleMessage message)
    {
        message.Type = 14;
        AddCard(message);
        AddCard(message);
        AddCard(message);
    }

    private void AddCard(SampleMessage message)
    {
        string name = _random.Chance(0.5) ? _text.NextWords(2) : _text.NextChineseWords(2);
        string number = string.Create(CultureInfo.InvariantCulture, $"4477009{_random.Next(90_000) + 10_000}");
        _rows.Into("message_vcard", "message_row_id,vcard").Add(message.Id)
            .Add($"BEGIN:VCARD\nVERSION:3.0\nN:;{name};;;\nFN:{name}\nTEL;type=CELL;waid={number}:+{number}\nEND:VCARD").Insert();
    }
}
