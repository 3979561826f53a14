using System.Text;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp;

/// <summary>Finds the fields of changed rows by their columns' names, as these stood then and stand now.</summary>
internal sealed class RowFields(SqliteDatabase database, IRowLookup previous, string databasePath)
{
    private readonly Dictionary<string, Dictionary<string, int>> _before = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Dictionary<string, int>> _after = new(StringComparer.OrdinalIgnoreCase);
    private readonly Encoding _encoding = EncodingOf(database);

    /// <summary>A field of the row as it was.</summary>
    public SqliteValue Before(in RowChange change, string column) =>
        At(change.Before, Columns(_before, change.Table, static (fields, table) => fields.PreviousColumns(table)), column);

    /// <summary>A field of the row as it is.</summary>
    public SqliteValue After(in RowChange change, string column) =>
        At(change.After, Columns(_after, change.Table, static (fields, table) => fields.CurrentColumns(table)), column);

    /// <summary>Whether a field is another now.</summary>
    public bool Differs(in RowChange change, string column) => Before(change, column) != After(change, column);

    /// <summary>A field that numbers a row: an INTEGER PRIMARY KEY is stored as NULL and is the rowid.</summary>
    public static long RowNumber(SqliteValue value, long rowId) => value.IsNull ? rowId : Integer(value);

    /// <summary>A field as an integer, 0 where it is none.</summary>
    public static long Integer(SqliteValue value) => value.Type switch
    {
        SqliteType.Integer => value.Integer,
        SqliteType.Real when value.Real is > long.MinValue and < long.MaxValue => (long)value.Real,
        SqliteType.Text or SqliteType.Blob => ReadDigits(value.Bytes),
        _ => 0,
    };

    /// <summary>A field as text, empty where it is none.</summary>
    public string Text(SqliteValue value) => value.Type switch
    {
        SqliteType.Text => _encoding.GetString(value.Bytes),
        SqliteType.Blob => Encoding.UTF8.GetString(value.Bytes),
        SqliteType.Integer => value.Integer.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => "",
    };

    private static SqliteValue At(SqliteValue[]? row, Dictionary<string, int> columns, string column) =>
        row is not null && columns.TryGetValue(column, out int index) && index < row.Length ? row[index] : SqliteValue.Null;

    private Dictionary<string, int> Columns(Dictionary<string, Dictionary<string, int>> tables, string table, Func<RowFields, string, IReadOnlyList<string>> names)
    {
        if (!tables.TryGetValue(table, out Dictionary<string, int>? columns))
        {
            columns = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
            IReadOnlyList<string> list = names(this, table);
            for (int i = 0; i < list.Count; i++)
            {
                columns.TryAdd(list[i], i);
            }

            tables[table] = columns;
        }

        return columns;
    }

    private IReadOnlyList<string> PreviousColumns(string table) => previous.Columns(databasePath, table);

    private IReadOnlyList<string> CurrentColumns(string table) => database.ColumnsOf(table);

    // As SQLite reads a number at the front of a text.
    private static long ReadDigits(ReadOnlySpan<byte> text)
    {
        bool negative = text.Length > 0 && text[0] == '-';
        long value = 0;
        foreach (byte digit in negative ? text[1..] : text)
        {
            if (digit is < (byte)'0' or > (byte)'9' || value > (long.MaxValue - 9) / 10)
            {
                break;
            }

            value = (value * 10) + (digit - '0');
        }

        return negative ? -value : value;
    }

    private static Encoding EncodingOf(SqliteDatabase database)
    {
        using SqliteStatement statement = database.Prepare("PRAGMA encoding");
        return (statement.Step() ? statement.Text(0) : "UTF-8") switch
        {
            "UTF-16le" => Encoding.Unicode,
            "UTF-16be" => Encoding.BigEndianUnicode,
            _ => Encoding.UTF8,
        };
    }
}
