using Satchel.TestKit.WhatsApp;
using static Satchel.Tests.Chats.WhatsApp.Ios.IosHistory;

namespace Satchel.Tests.Chats.WhatsApp.Ios;

/// <summary>Makes random histories and random days of use on top of them; the same seed makes the same.</summary>
internal sealed class IosRandomHistory(IosHistory history, int seed)
{
    private static readonly string[] People = [Ben, Cleo, "85255505555@s.whatsapp.net", "111222333444@lid", "555666777888@lid", "85255506666:3@s.whatsapp.net"];

    private static readonly string[] Chats =
        [Ben, Cleo, Group, "111222333444@lid", "85255509999@status", "111222333444@lid.status", "120363@newsletter", "0@s.whatsapp.net", "120363000000000002@g.us"];

    private readonly Random _random = new(seed);
    private readonly ChatStorageBuilder _store = history.Store;
    private long _serial = seed * 100_000L;

    public void Grow(int messages)
    {
        for (int i = 0; i < messages; i++)
        {
            AddMessage();
        }
    }

    public void Change(int changes)
    {
        for (int i = 0; i < changes; i++)
        {
            if (_store.Database.ReadInteger($"SELECT Z_PK FROM ZWAMESSAGE ORDER BY (Z_PK * {_random.Next(1, 9999)}) % 7919 LIMIT 1") is { } row)
            {
                ChangeOne(row);
            }
        }
    }

    private void ChangeOne(long row)
    {
        switch (_random.Next(16))
        {
            case 0:
                _store.Delete(row);
                break;
            case 1:
                _store.Run("UPDATE ZWAMESSAGE SET ZSTARRED = 1 - ZSTARRED WHERE Z_PK = ?1", row);
                break;
            case 2:
                _store.Run("UPDATE ZWAMESSAGE SET ZTEXT = ?2 WHERE Z_PK = ?1", row, $"edited {++_serial}");
                break;
            case 3:
                _store.Run("UPDATE ZWAMESSAGE SET ZMESSAGETYPE = 14, ZTEXT = NULL WHERE Z_PK = ?1", row);
                break;
            case 4:
                _store.Run("UPDATE ZWAMESSAGEINFO SET ZRECEIPTINFO = ?2 WHERE ZMESSAGE = ?1", row, Reactions());
                break;
            case 5:
                _store.Info(row, Reactions());
                break;
            case 6:
                _store.Run("DELETE FROM ZWAMESSAGEINFO WHERE ZMESSAGE = ?1", row);
                break;
            case 7:
                _store.Run("UPDATE ZWAMEDIAITEM SET ZMEDIALOCALPATH = NULL WHERE ZMESSAGE = ?1", row);
                break;
            case 8:
                _store.Run("UPDATE ZWAMEDIAITEM SET ZMESSAGE = NULL WHERE Z_PK = (SELECT ZMEDIAITEM FROM ZWAMESSAGE WHERE Z_PK = ?1)", row);
                break;
            case 9:
                _store.Run("UPDATE ZWAMESSAGE SET ZCHATSESSION = ?2 WHERE Z_PK = ?1", row, _store.Session(Pick(Chats)));
                break;
            case 10:
                _store.Run("UPDATE ZWAMESSAGE SET ZMESSAGEDATE = ?2 WHERE Z_PK = ?1", row, ChatStorageBuilder.Seconds(Now()));
                break;
            case 11:
                _store.Run("UPDATE ZWACHATSESSION SET ZMESSAGECOUNTER = ZMESSAGECOUNTER + 1, ZLASTMESSAGE = ?1", row);
                break;
            case 12:
                _store.Run("UPDATE ZWAGROUPMEMBER SET ZMEMBERJID = ?2 WHERE Z_PK = (SELECT ZGROUPMEMBER FROM ZWAMESSAGE WHERE Z_PK = ?1)", row, Pick(People));
                break;
            case 13:
                _store.Run("DELETE FROM ZWAGROUPMEMBER WHERE Z_PK = (SELECT ZGROUPMEMBER FROM ZWAMESSAGE WHERE Z_PK = ?1)", row);
                break;
            case 14:
                _store.Link(row, "https://example.org", $"title {++_serial}", null);
                break;
            default:
                _store.Run("UPDATE ZWAMESSAGE SET ZSTANZAID = ?2 WHERE Z_PK = ?1", row, NewId());
                break;
        }
    }

    private void AddMessage()
    {
        string chat = Pick(Chats);
        bool fromMe = _random.Next(2) == 0;
        string? sender = !fromMe && chat.EndsWith("g.us", StringComparison.Ordinal) ? Pick(People) : null;
        long type = _random.Next(9) switch { < 3 => 0, 3 => 1, 4 => 3, 5 => 46, 6 => 59, 7 => 6, _ => _random.Next(80) };
        string id = NewId();
        long row = _store.Message(chat, id, Now(), type, _random.Next(3) > 0 ? $"text {_serial}" : null, fromMe, sender, ("ZGROUPEVENTTYPE", _random.Next(14)));
        if (type is 1 or 3)
        {
            _store.File(row, $"Media/{row}.jpg", type == 1 ? "image/jpeg" : "audio/ogg", row * 10, width: 5, height: 6, thumbnail: _random.Next(2) == 0 ? $"Media/{row}.thumb" : null);
        }
        else if (_random.Next(4) == 0)
        {
            _store.Media(row, ("ZMETADATA", Protobuf.Of(Protobuf.Text(5, NewId()), Protobuf.Text(6, Pick(People)), Protobuf.Text(8, Pick(People)))));
        }

        if (_random.Next(4) == 0)
        {
            _store.Info(row, type == 46 ? Protobuf.Bytes(8, Protobuf.Text(2, "?"), Protobuf.Bytes(3, Protobuf.Text(1, "yes"))) : Reactions());
        }

        if (_random.Next(8) == 0)
        {
            history.Calls.Call(type == 59 ? id : NewId(), Now(), _random.Next(5), _random.Next(2), !fromMe, video: false, [Pick(People)]);
        }
    }

    private byte[] Reactions() => Protobuf.Bytes(7, Protobuf.Bytes(1, Protobuf.Text(1, "R"), Protobuf.Text(2, Pick(People)), Protobuf.Text(3, "👍"), Protobuf.Number(4, Now())));

    private string NewId() => $"K{++_serial:X8}";

    private long Now() => T0 + (++_serial * 1000);

    private string Pick(string[] from) => from[_random.Next(from.Length)];
}
