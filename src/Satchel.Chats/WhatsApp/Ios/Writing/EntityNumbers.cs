using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>
/// The entities of a Core Data store: their numbers, which every row repeats and which change with the app's versions, and the last row number of each,
/// which the app relies on for the next.
/// </summary>
internal sealed class EntityNumbers
{
    private readonly SqliteDatabase _database;
    private readonly Dictionary<string, Entity> _entities = new(StringComparer.Ordinal);

    public EntityNumbers(SqliteDatabase database)
    {
        _database = database;
        using SqliteStatement statement = database.Prepare("SELECT Z_NAME, Z_ENT, Z_MAX FROM Z_PRIMARYKEY");
        while (statement.Step())
        {
            _entities[statement.Text(0)] = new Entity { Number = statement.Integer(1), Max = statement.Integer(2) };
        }

        foreach ((string name, Entity entity) in _entities)
        {
            StoreTable table = new(database, TableOf(name));
            if (table.Has("Z_PK"))
            {
                entity.Max = Math.Max(entity.Max, database.ReadInteger($"SELECT max(Z_PK) FROM \"{table.Name}\"") ?? 0);
            }
        }
    }

    /// <summary>The table in which the rows of an entity are.</summary>
    public static string TableOf(string entity) => "Z" + entity.ToUpperInvariant().Replace("\"", "", StringComparison.Ordinal);

    /// <summary>Whether the store has an entity.</summary>
    public bool Has(string entity) => _entities.ContainsKey(entity);

    /// <summary>The number of an entity that is there.</summary>
    public long NumberOf(string entity) => _entities[entity].Number;

    /// <summary>The number of the last row of each entity.</summary>
    public Dictionary<string, long> LastRows() => _entities.ToDictionary(entity => entity.Key, entity => entity.Value.Max, StringComparer.Ordinal);

    /// <summary>The number of the next row of an entity that is there.</summary>
    public long NextRow(string entity)
    {
        Entity found = _entities[entity];
        found.IsUsed = true;
        return ++found.Max;
    }

    /// <summary>Writes the last row numbers of the entities that got rows.</summary>
    public void Save()
    {
        using SqliteStatement statement = _database.Prepare("UPDATE Z_PRIMARYKEY SET Z_MAX = ?1 WHERE Z_NAME = ?2");
        foreach ((string name, Entity entity) in _entities)
        {
            if (entity.IsUsed)
            {
                statement.Bind(1, entity.Max);
                statement.Bind(2, name);
                statement.Step();
                statement.Reset();
            }
        }
    }

    private sealed class Entity
    {
        public long Number { get; init; }

        public long Max { get; set; }

        public bool IsUsed { get; set; }
    }
}
