using System.Globalization;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>
/// The rules of WhatsApp's store, for the rows that were added: real stores of phones break some of them here and there, and are left as they are.
/// Source: docs/formats/whatsapp-ios-writing.md, "Rules".
/// </summary>
internal sealed class ChatStorageRules(SqliteDatabase database, EntityNumbers entities, AddedRows added)
{
    private static readonly string[] MessageNumbers =
    [
        "ZCHILDMESSAGESDELIVEREDCOUNT", "ZCHILDMESSAGESPLAYEDCOUNT", "ZCHILDMESSAGESREADCOUNT", "ZDATAITEMVERSION", "ZDOCID", "ZENCRETRYCOUNT",
        "ZFILTEREDRECIPIENTCOUNT", "ZFLAGS", "ZGROUPEVENTTYPE", "ZISFROMME", "ZMESSAGEERRORSTATUS", "ZMESSAGESTATUS", "ZMESSAGETYPE", "ZSORT", "ZSPOTLIGHTSTATUS", "ZSTARRED",
    ];

    private static readonly string[] MediaNumbers = ["ZFILESIZE", "ZMEDIAORIGIN", "ZMOVIEDURATION", "ZASPECTRATIO", "ZHACCURACY", "ZLATITUDE", "ZLONGITUDE"];

    /// <summary>Rules of one message <c>m</c>, with its chat <c>s</c>, its group member <c>g</c>, its media item <c>i</c>.</summary>
    public IReadOnlyList<StoreRule> OfMessage { get; } =
    [
        new("message-entity", $"m.Z_ENT IS NOT {Number(entities, "WAMessage")}"),
        new("message-chat", "s.Z_PK IS NULL"),
        new("message-date", "typeof(m.ZMESSAGEDATE) NOT IN ('real', 'integer')"),
        new("message-id", "coalesce(m.ZSTANZAID, '') = ''"),
        new("message-text", "m.ZMESSAGETYPE IN (0, 7) AND coalesce(m.ZTEXT, '') = ''"),
        new("one-address", "(m.ZFROMJID IS NULL) = (m.ZTOJID IS NULL) OR (m.ZISFROMME = 1) IS NOT (m.ZTOJID IS NOT NULL)"),
        new("address-of-chat", "coalesce(m.ZFROMJID, m.ZTOJID) IS NOT s.ZCONTACTJID"),
        new("member-of-chat", "m.ZGROUPMEMBER IS NOT NULL AND g.ZCHATSESSION IS NOT m.ZCHATSESSION"),
        new("message-media", "m.ZMEDIAITEM IS NOT NULL AND i.ZMESSAGE IS NOT m.Z_PK"),
        new("message-numbers", AnyNull(database, "ZWAMESSAGE", "m", MessageNumbers)),
        new("last-session", "m.ZLASTSESSION IS NOT NULL AND (m.ZLASTSESSION IS NOT m.ZCHATSESSION OR s.ZLASTMESSAGE IS NOT m.Z_PK)"),
    ];

    /// <summary>Rules of the rest, each a query that finds a row where it is broken.</summary>
    public IReadOnlyList<StoreRule> OfTables { get; } =
    [
        new("media-entity", $"SELECT 1 FROM ZWAMEDIAITEM WHERE Z_PK > {added.LastMedia} AND Z_ENT IS NOT {Number(entities, "WAMediaItem")}"),
        new("media-message", $"SELECT 1 FROM ZWAMEDIAITEM i LEFT JOIN ZWAMESSAGE m ON m.Z_PK = i.ZMESSAGE WHERE i.Z_PK > {added.LastMedia} AND m.ZMEDIAITEM IS NOT i.Z_PK"),
        new("media-numbers", $"SELECT 1 FROM ZWAMEDIAITEM i WHERE Z_PK > {added.LastMedia} AND ({AnyNull(database, "ZWAMEDIAITEM", "i", MediaNumbers)})"),
        new("media-path", $"SELECT 1 FROM ZWAMEDIAITEM WHERE Z_PK > {added.LastMedia} AND ZMEDIALOCALPATH IS NOT NULL AND (ZMEDIALOCALPATH NOT LIKE 'Media/%' OR ZMEDIALOCALPATH LIKE '%/../%')"),
        new("info-entity", $"SELECT 1 FROM ZWAMESSAGEINFO WHERE Z_PK > {added.LastInfo} AND Z_ENT IS NOT {Number(entities, "WAMessageInfo")}"),
        new("info-message", $"SELECT 1 FROM ZWAMESSAGEINFO f LEFT JOIN ZWAMESSAGE m ON m.Z_PK = f.ZMESSAGE WHERE f.Z_PK > {added.LastInfo} AND (m.Z_PK IS NULL{InfoPointer(database)})"),
        new("link-entity", $"SELECT 1 FROM ZWAMESSAGEDATAITEM WHERE Z_PK > {added.LastDataItem} AND Z_ENT IS NOT {Number(entities, "WAMessageDataItem")}"),
        new("link-message", $"SELECT 1 FROM ZWAMESSAGEDATAITEM d LEFT JOIN ZWAMESSAGE m ON m.Z_PK = d.ZMESSAGE WHERE d.Z_PK > {added.LastDataItem} AND m.Z_PK IS NULL"),
        new("chat-entity", $"SELECT 1 FROM ZWACHATSESSION WHERE Z_PK > {added.LastSession} AND Z_ENT IS NOT {Number(entities, "WAChatSession")}"),
        new("chat-unread", UnreadRule(database, added)),
        new("group-info", $"SELECT 1 FROM ZWACHATSESSION s LEFT JOIN ZWAGROUPINFO p ON p.Z_PK = s.ZGROUPINFO WHERE s.Z_PK > {added.LastSession} AND s.ZSESSIONTYPE = 1 AND (p.ZCHATSESSION IS NOT s.Z_PK OR p.Z_ENT IS NOT {Number(entities, "WAGroupInfo")})"),
        new("member-chat", $"SELECT 1 FROM ZWAGROUPMEMBER g LEFT JOIN ZWACHATSESSION s ON s.Z_PK = g.ZCHATSESSION WHERE g.Z_PK > {added.LastMember} AND (s.Z_PK IS NULL OR g.Z_ENT IS NOT {Number(entities, "WAGroupMember")})"),
        new("one-member", $"SELECT 1 FROM ZWAGROUPMEMBER GROUP BY ZCHATSESSION, ZMEMBERJID HAVING count(*) > 1 AND max(Z_PK) > {added.LastMember}"),
        new("one-chat", $"SELECT 1 FROM ZWACHATSESSION WHERE ZSESSIONTYPE IN (0, 1){NotRemoved(database)} GROUP BY ZCONTACTJID HAVING count(*) > 1 AND max(Z_PK) > {added.LastSession}"),
        new(
            "one-id",
            $"""
            SELECT 1 FROM (SELECT ZSTANZAID AS id FROM ZWAMESSAGE WHERE ZSTANZAID IS NOT NULL GROUP BY ZSTANZAID HAVING count(*) > 1) r
              JOIN ZWAMESSAGE m ON m.ZSTANZAID = r.id GROUP BY r.id, m.ZCHATSESSION HAVING count(*) > 1 AND max(m.Z_PK) > {added.LastMessage}
            """),
    ];

    private static string Number(EntityNumbers entities, string entity) => entities.NumberOf(entity).ToString(CultureInfo.InvariantCulture);

    private static string AnyNull(SqliteDatabase database, string table, string alias, string[] columns)
    {
        StoreTable found = new(database, table);
        string[] tests = [.. columns.Where(found.Has).Select(column => $"{alias}.{column} IS NULL")];
        return tests.Length == 0 ? "0" : string.Join(" OR ", tests);
    }

    private static string InfoPointer(SqliteDatabase database) => new StoreTable(database, "ZWAMESSAGE").Has("ZMESSAGEINFO") ? " OR m.ZMESSAGEINFO IS NOT f.Z_PK" : "";

    private static string NotRemoved(SqliteDatabase database) => new StoreTable(database, "ZWACHATSESSION").Has("ZREMOVED") ? " AND coalesce(ZREMOVED, 0) = 0" : "";

    private static string UnreadRule(SqliteDatabase database, AddedRows added) => new StoreTable(database, "ZWACHATSESSION").Has("ZUNREADCOUNT")
        ? $"SELECT 1 FROM ZWACHATSESSION WHERE Z_PK > {added.LastSession} AND coalesce(ZUNREADCOUNT, -1) <> 0"
        : "SELECT 1 WHERE 0";
}
