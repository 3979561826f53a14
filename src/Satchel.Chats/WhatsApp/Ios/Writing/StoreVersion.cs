using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>Whether a phone's own store is one that this writer knows how to add to.</summary>
internal static class StoreVersion
{
    private static readonly string[] Entities = ["WAChatSession", "WAGroupInfo", "WAGroupMember", "WAMediaItem", "WAMessage", "WAMessageDataItem", "WAMessageInfo"];

    // Without these a row cannot say what it has to say.
    private static readonly (string Table, string[] Columns)[] Needed =
    [
        ("ZWACHATSESSION", ["Z_PK", "Z_ENT", "Z_OPT", "ZCONTACTJID", "ZSESSIONTYPE", "ZMESSAGECOUNTER", "ZLASTMESSAGE", "ZLASTMESSAGEDATE", "ZGROUPINFO"]),
        (
            "ZWAMESSAGE",
            [
                "Z_PK", "Z_ENT", "Z_OPT", "ZISFROMME", "ZMESSAGETYPE", "ZMESSAGEDATE", "ZSORT", "ZCHATSESSION", "ZGROUPMEMBER", "ZMEDIAITEM", "ZSTANZAID", "ZTEXT",
                "ZFROMJID", "ZTOJID", "ZFLAGS", "ZMESSAGESTATUS", "ZLASTSESSION",
            ]),
        ("ZWAMEDIAITEM", ["Z_PK", "Z_ENT", "Z_OPT", "ZMESSAGE", "ZMEDIALOCALPATH", "ZTITLE", "ZVCARDSTRING", "ZMETADATA"]),
        ("ZWAMESSAGEINFO", ["Z_PK", "Z_ENT", "Z_OPT", "ZMESSAGE", "ZRECEIPTINFO"]),
        ("ZWAMESSAGEDATAITEM", ["Z_PK", "Z_ENT", "Z_OPT", "ZMESSAGE"]),
        ("ZWAGROUPINFO", ["Z_PK", "Z_ENT", "Z_OPT", "ZCHATSESSION"]),
        ("ZWAGROUPMEMBER", ["Z_PK", "Z_ENT", "Z_OPT", "ZCHATSESSION", "ZMEMBERJID"]),
    ];

    /// <summary>Looks whether everything is there that is needed, and nothing that would have to be written and is not known.</summary>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.UnsupportedVersion"/>: it is not, and the person did not say to write anyway.</exception>
    public static void Check(SqliteDatabase database, string where, ICollection<string> warnings, bool force)
    {
        if (new StoreTable(database, "Z_PRIMARYKEY") is not { } keys || !keys.Has("Z_NAME") || !keys.Has("Z_MAX") || !keys.Has("Z_ENT"))
        {
            throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, where, "is not a Core Data store: it has no table Z_PRIMARYKEY");
        }

        EntityNumbers entities = new(database);
        string[] missing = [.. Entities.Where(entity => !entities.Has(entity)), .. Needed.SelectMany(table => Missing(database, table.Table, table.Columns))];
        if (missing.Length > 0)
        {
            // Nothing could be written in their place, whatever the person says.
            throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, where, $"is a store of a version that is not known: it lacks {Names(missing)}");
        }

        string[] unknown = [.. Needed.SelectMany(table => Unknown(database, table.Table))];
        if (unknown.Length == 0)
        {
            return;
        }

        string what = $"is a store of a version that is not known: its rows need {Names(unknown)}";
        if (!force)
        {
            throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, where, what);
        }

        warnings.Add($"{where} {what}; it was written all the same");
    }

    private static IEnumerable<string> Missing(SqliteDatabase database, string name, string[] columns)
    {
        StoreTable table = new(database, name);
        return columns.Where(column => !table.Has(column)).Select(column => $"{name}.{column}");
    }

    // Columns that must not be empty, or are filled with something different in nearly every row the app wrote.
    private static IEnumerable<string> Unknown(SqliteDatabase database, string name)
    {
        StoreTable table = new(database, name);
        IReadOnlySet<string> known = StoreShape.ColumnsOf(name);
        return table.Columns.Where(column => !known.Contains(column.Name) && (column.NeedsValue || IsAlwaysFilled(table, column))).Select(column => $"{name}.{column.Name}");
    }

    private static bool IsAlwaysFilled(StoreTable table, StoreColumn column)
    {
        string name = column.Name.Replace("\"", "\"\"", StringComparison.Ordinal);
        return table.Database.ReadInteger(
            $"SELECT count(*) >= 20 AND count(v) >= 0.9 * count(*) AND count(DISTINCT v) >= 0.5 * count(*) FROM (SELECT \"{name}\" AS v FROM {table.Name} ORDER BY Z_PK DESC LIMIT 1000)") == 1;
    }

    private static string Names(string[] names) => names.Length <= 6 ? string.Join(", ", names) : string.Join(", ", names[..6]) + $" and {names.Length - 6} more";
}
