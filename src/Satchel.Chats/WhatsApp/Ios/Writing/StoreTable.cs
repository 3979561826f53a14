using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>A table of a Core Data store, with the columns that this store has.</summary>
internal sealed class StoreTable
{
    private readonly Dictionary<string, StoreColumn> _columns = new(StringComparer.OrdinalIgnoreCase);

    public StoreTable(SqliteDatabase database, string name)
    {
        Database = database;
        Name = name;
        using SqliteStatement statement = database.Prepare("SELECT name, upper(type), \"notnull\", dflt_value IS NULL, pk FROM pragma_table_info(?1)");
        statement.Bind(1, name);
        while (statement.Step())
        {
            bool needsValue = statement.Integer(2) != 0 && statement.Integer(3) != 0 && statement.Integer(4) == 0;
            StoreColumn column = new(statement.Text(0), statement.Text(1), needsValue);
            _columns[column.Name] = column;
        }
    }

    /// <summary>The database that it is in.</summary>
    public SqliteDatabase Database { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its columns; none where there is no such table.</summary>
    public IReadOnlyCollection<StoreColumn> Columns => _columns.Values;

    /// <summary>Whether it has a column.</summary>
    public bool Has(string column) => _columns.ContainsKey(column);
}
