namespace Satchel.TestKit.WhatsApp;

/// <content>Messages and what belongs to them; people and calls of the databases beside.</content>
public sealed partial class ChatStorageBuilder
{
    /// <summary>Adds a message; <paramref name="sender"/> is a group's sender, <paramref name="more"/> further columns. Gives its row.</summary>
    public long Message(string chat, string? id, long sentMillis, long type = 0, string? text = null, bool fromMe = false, string? sender = null, params (string Column, object? Value)[] more)
    {
        long session = Session(chat);
        _sorts[session] = _sorts.GetValueOrDefault(session) + 1;
        List<(string Column, object? Value)> values =
        [
            ("ZCHATSESSION", session), ("ZSORT", _sorts[session]), ("ZISFROMME", fromMe ? 1 : 0), ("ZMESSAGETYPE", type), ("ZSTANZAID", id), ("ZTEXT", text),
            ("ZMESSAGEDATE", Seconds(sentMillis)), ("ZSENTDATE", Seconds(sentMillis)), (fromMe ? "ZTOJID" : "ZFROMJID", chat), ("ZGROUPMEMBER", sender is null ? null : Member(chat, sender)),
        ];
        foreach ((string column, object? value) in new (string, object?)[]
        {
            ("ZMESSAGESTATUS", fromMe ? 8 : 13), ("ZGROUPEVENTTYPE", fromMe ? 0 : 2), ("ZFLAGS", fromMe ? 16_777_280 : 16_777_216), ("ZSTARRED", 0), ("ZDATAITEMVERSION", 3),
            ("ZSPOTLIGHTSTATUS", -32_768), ("ZDOCID", 0), ("ZMESSAGEERRORSTATUS", 0),
        })
        {
            if (!Array.Exists(more, other => other.Column == column))
            {
                values.Add((column, value));
            }
        }

        values.RemoveAll(value => Array.Exists(more, other => other.Column == value.Column));
        values.AddRange(more);
        return Insert("ZWAMESSAGE", [.. values]);
    }

    /// <summary>Gives a message a media row with these columns, and gives its number.</summary>
    public long Media(long message, params (string Column, object? Value)[] columns)
    {
        (string Column, object? Value)[] zeros = [("ZFILESIZE", 0), ("ZMEDIAORIGIN", 0), ("ZMOVIEDURATION", 0), ("ZASPECTRATIO", 0.0), ("ZHACCURACY", 0.0), ("ZLATITUDE", 0.0), ("ZLONGITUDE", 0.0)];
        long row = Insert("ZWAMEDIAITEM", [.. zeros.Where(zero => !Array.Exists(columns, other => other.Column == zero.Column)),
            ("ZMESSAGE", _options.BackPointers ? message : null), .. columns]);
        Point("ZMEDIAITEM", message, row);
        return row;
    }

    /// <summary>Gives a message its file; <paramref name="sha256"/> is stored in base64, as the app does.</summary>
    public long File(
        long message, string? path, string? mime, long bytes = 0, byte[]? sha256 = null, string? title = null, double width = 0, double height = 0, double seconds = 0, string? thumbnail = null) =>
        Media(message, ("ZMEDIALOCALPATH", path), ("ZVCARDSTRING", mime), ("ZFILESIZE", bytes), ("ZVCARDNAME", sha256 is null ? null : Convert.ToBase64String(sha256)), ("ZTITLE", title),
            ("ZLATITUDE", width), ("ZLONGITUDE", height), ("ZMOVIEDURATION", seconds), ("ZXMPPTHUMBPATH", thumbnail));

    /// <summary>Gives a message its receipts and reactions.</summary>
    public long Info(long message, byte[]? receipts)
    {
        long row = Insert("ZWAMESSAGEINFO", ("ZMESSAGE", _options.BackPointers ? message : null), ("ZRECEIPTINFO", receipts));
        Point("ZMESSAGEINFO", message, row);
        return row;
    }

    /// <summary>Gives a message the preview of a page.</summary>
    public void Link(long message, string? address, string? title, string? summary, string? content = null, long index = 0) =>
        Insert("ZWAMESSAGEDATAITEM", ("ZMESSAGE", message), ("ZINDEX", index), ("ZTYPE", 1), ("ZMATCHEDTEXT", address), ("ZTITLE", title), ("ZSUMMARY", summary), ("ZCONTENT1", content));

    /// <summary>Adds the name that somebody gave themselves.</summary>
    public void PushName(string jid, string name) => Insert("ZWAPROFILEPUSHNAME", ("ZJID", jid), ("ZPUSHNAME", name));

    /// <summary>Adds a person to <c>ContactsV2.sqlite</c>.</summary>
    public void Contact(string? jid, string? fullName, string? lid = null, string? businessName = null) =>
        Insert("ZWAADDRESSBOOKCONTACT", ("ZWHATSAPPID", jid), ("ZLID", lid), ("ZFULLNAME", fullName), ("ZBUSINESSNAME", businessName));

    /// <summary>Joins a LID to a number in <c>LID.sqlite</c>, in the newer table or in the older.</summary>
    public void Lid(string lid, string number, bool older = false)
    {
        if (older)
        {
            Insert("ZWAZACCOUNT", ("ZIDENTIFIER", lid), ("ZPHONENUMBER", number));
        }
        else
        {
            Insert("ZWAPHONENUMBERLIDPAIR", ("ZLID", lid), ("ZPHONENUMBER", number));
        }
    }

    /// <summary>Adds a call to <c>CallHistory.sqlite</c> and gives its row.</summary>
    public long Call(string id, long millis, long? outcome, double seconds, bool incoming, bool video, string[] participants, string? group = null, string? creator = null)
    {
        long all = Insert("ZWAAGGREGATECALLEVENT", ("ZINCOMING", incoming ? 1 : 0), ("ZVIDEO", video ? 1 : 0), ("ZMISSED", outcome == 1 ? 1 : 0), ("ZFIRSTDATE", Seconds(millis)));
        long row = Insert("ZWACDCALLEVENT", ("ZCALLIDSTRING", id), ("ZDATE", Seconds(millis)), ("ZDURATION", seconds), ("ZOUTCOME", outcome), ("Z1CALLEVENTS", all),
            ("ZGROUPJIDSTRING", group), ("ZGROUPCALLCREATORUSERJIDSTRING", creator));
        foreach (string participant in participants)
        {
            Insert("ZWACDCALLEVENTPARTICIPANT", ("Z1PARTICIPANTS", row), ("ZJIDSTRING", participant), ("ZOUTCOME", outcome));
        }

        return row;
    }

    /// <summary>Deletes a message and every row that belongs to it, as Core Data does.</summary>
    public void Delete(long message)
    {
        foreach (string table in (string[])["ZWAMEDIAITEM", "ZWAMESSAGEINFO", "ZWAMESSAGEDATAITEM"])
        {
            if (_columns.TryGetValue(table, out HashSet<string>? columns) && columns.Contains("ZMESSAGE"))
            {
                Run($"DELETE FROM {table} WHERE ZMESSAGE = ?1", message);
            }
        }

        Run("DELETE FROM ZWAMESSAGE WHERE Z_PK = ?1", message);
    }

    private void Point(string pointer, long message, long row)
    {
        if (_columns["ZWAMESSAGE"].Contains(pointer))
        {
            Run($"UPDATE ZWAMESSAGE SET {pointer} = ?1 WHERE Z_PK = ?2", row, message);
        }
    }
}
