using Satchel.Chats;
using Satchel.Chats.Sqlite;

namespace Satchel.Tests.Chats.WhatsApp.Android;

/// <summary>All rows of a database at one time, as a vault would have them: the INTEGER PRIMARY KEY as NULL.</summary>
internal sealed class Snapshot : IRowLookup
{
    private readonly string _path;
    private readonly Dictionary<(string Table, long Row), SqliteValue[]> _rows = [];
    private readonly Dictionary<string, List<string>> _columns = [];

    public Snapshot(SqliteDatabase database, string path)
    {
        _path = path;
        List<string> tables = [];
        using (SqliteStatement names = database.Prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"))
        {
            while (names.Step())
            {
                tables.Add(names.Text(0));
            }
        }

        foreach (string table in tables)
        {
            ReadTable(database, table);
        }
    }

    public SqliteValue[]? Find(string database, string table, long rowId) => database == _path ? _rows.GetValueOrDefault((table, rowId)) : null;

    public IReadOnlyList<string> Columns(string database, string table) => database == _path ? _columns.GetValueOrDefault(table) ?? [] : [];

    public IEnumerable<RowChange> ChangesTo(Snapshot later)
    {
        foreach (((string table, long row), SqliteValue[] before) in _rows)
        {
            SqliteValue[]? after = later._rows.GetValueOrDefault((table, row));
            if (after is null || !before.AsSpan().SequenceEqual(after))
            {
                yield return new RowChange(_path, table, row, before, after);
            }
        }

        foreach (((string table, long row), SqliteValue[] after) in later._rows)
        {
            if (!_rows.ContainsKey((table, row)))
            {
                yield return new RowChange(_path, table, row, null, after);
            }
        }
    }

    private void ReadTable(SqliteDatabase database, string table)
    {
        List<string> columns = [];
        List<bool> isRowId = [];
        using (SqliteStatement info = database.Prepare("SELECT name, type, pk FROM pragma_table_info(?1)"))
        {
            info.Bind(1, table);
            while (info.Step())
            {
                columns.Add(info.Text(0));
                isRowId.Add(info.Integer(2) == 1 && info.Text(1) == "INTEGER");
            }
        }

        _columns[table] = columns;
        using SqliteStatement rows = database.Prepare($"SELECT rowid, * FROM {table}");
        while (rows.Step())
        {
            SqliteValue[] values = new SqliteValue[columns.Count];
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = isRowId[i] ? SqliteValue.Null : rows.TypeOf(i + 1) switch
                {
                    SqliteType.Integer => SqliteValue.OfInteger(rows.Integer(i + 1)),
                    SqliteType.Real => SqliteValue.OfReal(rows.Real(i + 1)),
                    SqliteType.Text => SqliteValue.OfText(rows.Utf8(i + 1).ToArray()),
                    SqliteType.Blob => SqliteValue.OfBlob(rows.Blob(i + 1).ToArray()),
                    _ => SqliteValue.Null,
                };
            }

            _rows[(table, rows.Integer(0))] = values;
        }
    }
}
