using Satchel.TestKit.WhatsApp;
using static Satchel.Tests.Chats.WhatsApp.Android.History;

namespace Satchel.Tests.Chats.WhatsApp.Android;

/// <summary>Makes random histories and random days of use on top of them; the same seed makes the same.</summary>
internal sealed class RandomHistory(MsgstoreBuilder store, int seed)
{
    private static readonly string[] People = [Ben, Cleo, "85255505555@s.whatsapp.net", "111222333444@lid", "555666777888@lid", "85255506666:3@s.whatsapp.net"];
    private static readonly string[] Chats = [Ben, Cleo, Group, "111222333444@lid", "status@broadcast", "120363@newsletter", "0@s.whatsapp.net", "120363000000000002@g.us"];
    private readonly Random _random = new(seed);
    private long _serial = seed * 100_000L;

    public void Grow(int messages)
    {
        for (int i = 0; i < messages; i++)
        {
            AddMessage();
        }

        if (_random.Next(3) == 0)
        {
            store.Members(Group, [.. People.Where(_ => _random.Next(2) == 0).Except(MembersOf(Group))]);
        }
    }

    public void Change(int changes)
    {
        for (int i = 0; i < changes; i++)
        {
            long row = store.Database.ReadInteger($"SELECT _id FROM message WHERE _id > 1 ORDER BY (_id * {_random.Next(1, 9999)}) % 7919 LIMIT 1") ?? 0;
            if (row > 0)
            {
                ChangeMessage(row);
            }
        }
    }

    private void ChangeMessage(long row)
    {
        switch (_random.Next(18))
        {
            case 0:
                store.Run("UPDATE message SET status = ?2 WHERE _id = ?1", row, _random.Next(14));
                break;
            case 1:
                store.React(row, _random.Next(4) == 0 ? "" : "👍", Now(), _random.Next(2) == 0, Pick(People));
                break;
            case 2:
                store.Run("INSERT OR REPLACE INTO message_edit_info (message_row_id, original_key_id, edited_timestamp, sender_timestamp) VALUES (?1, (SELECT key_id FROM message WHERE _id = ?1), ?2, ?2)", row, Now());
                store.Run("UPDATE message SET key_id = ?2, text_data = 'edited' WHERE _id = ?1", row, NewKey());
                break;
            case 3:
                store.Run("INSERT OR REPLACE INTO message_revoked (message_row_id, revoked_key_id, revoke_timestamp) VALUES (?1, (SELECT key_id FROM message WHERE _id = ?1), ?2)", row, Now());
                store.Run("UPDATE message SET message_type = 15, text_data = NULL, key_id = ?2 WHERE _id = ?1", row, NewKey());
                store.Run("DELETE FROM message_media WHERE message_row_id = ?1", row);
                break;
            case 4:
                store.Delete(row);
                break;
            case 5:
                store.Run("DELETE FROM message_add_on WHERE parent_message_row_id = ?1", row);
                break;
            case 6:
                store.Run("DELETE FROM message_add_on_reaction WHERE message_add_on_row_id IN (SELECT _id FROM message_add_on WHERE parent_message_row_id = ?1)", row);
                break;
            case 7:
                store.Run("UPDATE message SET timestamp = timestamp + 1000 WHERE _id = ?1", row);
                break;
            case 8:
                store.Run("INSERT OR REPLACE INTO message_call_log (message_row_id, call_log_row_id) SELECT ?1, _id FROM call_log ORDER BY _id LIMIT 1", row);
                break;
            case 9:
                store.Run("DELETE FROM message_call_log WHERE message_row_id = (SELECT message_row_id FROM message_call_log LIMIT 1)");
                break;
            case 10:
                store.Run("DELETE FROM call_log WHERE _id = (SELECT max(_id) FROM call_log)");
                break;
            case 11:
                store.Run("UPDATE call_log SET duration = duration + 5 WHERE _id = (SELECT min(_id) FROM call_log)");
                break;
            case 12:
                store.Run("DELETE FROM message_media WHERE message_row_id = ?1", row);
                break;
            case 13:
                store.Run("UPDATE message_media SET file_path = NULL WHERE message_row_id = ?1", row);
                break;
            case 14:
                store.Run("UPDATE message SET chat_row_id = ?2 WHERE _id = ?1", row, store.Chat(Pick(Chats)));
                break;
            case 15:
                store.Run("UPDATE chat SET sort_timestamp = ?1", Now());
                store.Run("INSERT INTO message_mentions (message_row_id, jid_row_id) VALUES (?1, ?2) ON CONFLICT DO NOTHING", row, store.Jid(Pick(People)));
                break;
            case 16:
                store.Run("DELETE FROM message_quoted WHERE message_row_id = ?1", row);
                break;
            default:
                store.Run("INSERT INTO receipt_user (message_row_id, receipt_user_jid_row_id, read_timestamp) VALUES (?1, ?2, 5) ON CONFLICT DO NOTHING", row, store.Jid(Pick(People)));
                break;
        }
    }

    private void AddMessage()
    {
        string chat = Pick(Chats);
        bool fromMe = _random.Next(2) == 0;
        string? sender = !fromMe && chat.EndsWith("g.us", StringComparison.Ordinal) ? Pick(People) : null;
        long type = _random.Next(9) switch { < 3 => 0, 3 => 1, 4 => 2, 5 => 66, 6 => 90, 7 => 7, _ => _random.Next(120) };
        long row = store.Message(chat, NewKey(), Now(), type, _random.Next(3) > 0 ? $"text {_serial}" : null, fromMe, sender);
        if (type is 1 or 2)
        {
            store.Media(row, $"Media/WhatsApp Images/IMG-{row}.jpg", "image/jpeg", row * 10, name: _random.Next(2) == 0 ? "name" : null);
            store.Insert("message_thumbnail", ("message_row_id", row), ("thumbnail", new byte[_random.Next(3) * 10]));
        }
        else if (type == 66)
        {
            long[] options = store.PollOptions(row, "yes", "no");
            store.Vote(row, Now(), fromMe: false, Pick(People), options[_random.Next(2)]);
        }
        else if (type == 7)
        {
            store.Insert("message_system", ("message_row_id", row), ("action_type", _random.Next(20)));
        }

        if (_random.Next(6) == 0)
        {
            store.Quote(row, chat, NewKey(), _random.Next(2) == 0, Pick(People), "quoted");
        }

        if (_random.Next(8) == 0)
        {
            store.Call(Pick(People), $"call:{NewKey()}", Now(), fromMe, video: false, seconds: 5, result: 5, message: type == 90 ? row : null);
        }
    }

    private IEnumerable<string> MembersOf(string group) =>
        People.Where(person => store.Database.ReadInteger($"SELECT 1 FROM group_participant_user WHERE group_jid_row_id = {store.Jid(group)} AND user_jid_row_id = {store.Jid(person)}") is not null);

    private string NewKey() => $"K{++_serial:X8}";

    private long Now() => T0 + (++_serial * 1000);

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}
