using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>Where the voices of messages lie: rows of databases of their own, found by the server's id, or where there is none by time and local id.</summary>
internal sealed class VoiceRows
{
    private readonly List<(string Path, string Table, string Column)> _tables = [];
    private readonly Dictionary<long, (int Table, long Row)> _byServerId = [];
    private readonly Dictionary<(long Seconds, long LocalId), (int Table, long Row)> _byTime = [];
    private Stage _stage;

    private enum Stage
    {
        Nothing,
        Newest,
        Everything,
    }

    /// <summary>The cell with a message's voice; null where there is none. New messages have new voices, so that the newest are looked at first.</summary>
    /// <param name="row">The message.</param>
    /// <param name="load">Reads the tables, each with <see cref="Read"/>.</param>
    public CellReference? Find(DesktopRow row, Action load)
    {
        CellReference? found = Find(row);
        while (found is null && _stage != Stage.Everything)
        {
            _stage++;
            _tables.Clear();
            _byServerId.Clear();
            _byTime.Clear();
            load();
            found = Find(row);
        }

        return found;
    }

    /// <summary>Reads a table of voices.</summary>
    /// <param name="path">The database below the root.</param>
    /// <param name="database">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="serverId">The column with the server's id.</param>
    /// <param name="content">The column with the voice.</param>
    /// <param name="local">The columns with the time in seconds and the local id; null where there are none.</param>
    public void Read(string path, SqliteDatabase database, string table, string serverId, string content, (string Seconds, string LocalId)? local)
    {
        HashSet<string> columns = new(database.ColumnsOf(table), StringComparer.OrdinalIgnoreCase);
        if (!columns.Contains(serverId) || !columns.Contains(content))
        {
            return;
        }

        bool hasLocal = local is { } named && columns.Contains(named.Seconds) && columns.Contains(named.LocalId);
        _tables.Add((path, table, content));
        string select = $"SELECT rowid AS id, {serverId}{(hasLocal ? $", {local!.Value.Seconds}, {local.Value.LocalId}" : "")} FROM {table} ORDER BY rowid";
        using SqliteStatement rows = database.Prepare(_stage == Stage.Newest ? $"SELECT * FROM ({select} DESC LIMIT {DesktopLimits.NewestVoices}) ORDER BY id" : select);
        while (_byServerId.Count + _byTime.Count < DesktopLimits.MaxMediaRows && rows.Step())
        {
            (int, long) place = (_tables.Count - 1, rows.Integer(0));
            if (rows.Integer(1) is not 0 and long id)
            {
                _byServerId[id] = place;   // the app writes a voice again that it got again
            }
            else if (hasLocal)
            {
                _byTime[(rows.Integer(2), rows.Integer(3))] = place;
            }
        }
    }

    private CellReference? Find(DesktopRow row)
    {
        bool isThere = row.Row.ServerId != 0
            ? _byServerId.TryGetValue(row.Row.ServerId, out (int Table, long Row) place)
            : _byTime.TryGetValue((row.Row.SentAtMillis / 1000, row.RowId), out place);
        return isThere && _tables[place.Table] is var table ? new CellReference(table.Path, table.Table, place.Row, table.Column) : null;
    }
}
