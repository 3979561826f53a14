using System.Globalization;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>
/// What a row gets in the columns that say nothing about it: the entity's number, and 0 in columns of whole numbers, where the app does not expect NULL.
/// Columns that this writer does not know get what nearly all of the phone's own rows have.
/// </summary>
internal sealed class StoreFillings(EntityNumbers entities, StoreConventions conventions)
{
    // Of the newest rows, this many have to agree on a value.
    private const int RowsToSample = 2000;
    private const double Agreement = 0.9;

    // A whole number that is another row's number; nothing is NULL there, not 0.
    private static readonly HashSet<string> References = new(StringComparer.OrdinalIgnoreCase)
    {
        "ZGROUPINFO", "ZLASTMESSAGE", "ZPROPERTIES", "ZCHATSESSION", "ZLASTMESSAGEOWNER", "ZRECENTGROUPCHAT", "ZGROUPMEMBER", "ZLASTSESSION", "ZMEDIAITEM",
        "ZMESSAGEINFO", "ZPARENTMESSAGE", "ZMESSAGE",
    };

    /// <summary>The values, as SQL literals, of the columns of a table that are not among the slots.</summary>
    public IReadOnlyDictionary<string, string> Of(StoreTable table, IReadOnlyList<string> slots, string entity)
    {
        Dictionary<string, string> values = new(StringComparer.OrdinalIgnoreCase)
        {
            ["Z_ENT"] = Literal(entities.NumberOf(entity)),
            ["Z_OPT"] = "1",
        };
        IReadOnlySet<string> known = StoreShape.ColumnsOf(table.Name);
        foreach (StoreColumn column in table.Columns)
        {
            if (values.ContainsKey(column.Name) || slots.Contains(column.Name, StringComparer.OrdinalIgnoreCase) || References.Contains(column.Name))
            {
                continue;
            }

            if (!known.Contains(column.Name))
            {
                if (Usual(table, column) is { } usual)
                {
                    values[column.Name] = usual;
                }
            }
            else if (column.IsInteger || column.Type is "FLOAT")
            {
                values[column.Name] = Constant(table.Name, column.Name);
            }
        }

        return values;
    }

    private static string Literal(long value) => value.ToString(CultureInfo.InvariantCulture);

    private string Constant(string table, string column) => (table, column.ToUpperInvariant()) switch
    {
        ("ZWAMESSAGE", "ZDATAITEMVERSION") => Literal(conventions.DataItemVersion),
        ("ZWAMESSAGE", "ZSPOTLIGHTSTATUS") => Literal(conventions.MessageSpotlight),
        _ => "0",
    };

    // What nearly every row has, if that is a number or nothing; else 0 for a whole number where something has to stand.
    private static string? Usual(StoreTable table, StoreColumn column)
    {
        string name = column.Name.Replace("\"", "\"\"", StringComparison.Ordinal);
        using SqliteStatement statement = table.Database.Prepare(
            $"SELECT v, count(*), (SELECT count(*) FROM (SELECT 1 FROM {table.Name} LIMIT {RowsToSample})) FROM (SELECT \"{name}\" AS v FROM {table.Name} ORDER BY Z_PK DESC LIMIT {RowsToSample}) GROUP BY v ORDER BY 2 DESC LIMIT 1");
        if (statement.Step() && statement.Integer(1) >= Agreement * statement.Integer(2) && statement.TypeOf(0) is SqliteType.Integer)
        {
            return Literal(statement.Integer(0));
        }

        return column.NeedsValue && (column.IsInteger || column.Type is "FLOAT" or "TIMESTAMP") ? "0" : null;
    }
}
