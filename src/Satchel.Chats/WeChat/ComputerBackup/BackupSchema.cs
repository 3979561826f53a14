using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.ComputerBackup;

/// <summary>Which tables of a backup's database are there, with the columns that the reader asks for.</summary>
internal sealed class BackupSchema
{
    private static readonly Dictionary<string, string[]> Needed = new(StringComparer.Ordinal)
    {
        ["Config"] = ["Key", "Buf"],
        ["Session"] = ["talker", "NickName"],
        ["Name2ID"] = ["UsrName"],
        ["MsgSegments"] = ["talkerId", "StartTime", "OffSet", "Length", "UsrName", "FilePath"],
        ["MsgMedia"] = ["MediaId", "MediaIdStr"],
        ["MsgFileSegment"] = ["MapKey", "InnerOffSet", "Length", "TotalLen", "OffSet", "FileName"],
        ["MediaStr2ID"] = ["UsrName"],
    };

    private readonly HashSet<string> _tables = new(StringComparer.Ordinal);

    public BackupSchema(SqliteDatabase database)
    {
        foreach ((string table, string[] columns) in Needed)
        {
            using SqliteStatement info = database.Prepare($"SELECT name FROM pragma_table_info('{table}')");
            HashSet<string> there = new(StringComparer.OrdinalIgnoreCase);
            while (info.Step())
            {
                there.Add(info.Text(0));
            }

            if (columns.All(there.Contains))
            {
                _tables.Add(table);
            }
        }
    }

    /// <summary>Whether a table is there with its columns.</summary>
    public bool Has(string table) => _tables.Contains(table);
}
