using Satchel.Chats;
using Satchel.Chats.Sqlite;

namespace Satchel.Archive;

/// <summary>Reads cells of a source's databases: thumbnails, of which there may be one for every picture. Each database is opened once.</summary>
internal sealed class SourceCells : IDisposable
{
    private readonly Dictionary<string, SqliteDatabase> _databases = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Database, string Table, string Column), SqliteStatement> _statements = [];

    /// <summary>Opens a cell's content; null where there is none.</summary>
    /// <param name="opened">The database.</param>
    /// <param name="cell">The cell.</param>
    public Stream? Open(OpenedDatabase opened, CellReference cell)
    {
        SqliteStatement statement = Find(opened, cell);
        statement.Bind(1, cell.RowId);
        try
        {
            return statement.Step() && !statement.IsNull(0) ? new MemoryStream(statement.Blob(0).ToArray(), writable: false) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SqliteStatement statement in _statements.Values)
        {
            statement.Dispose();
        }

        foreach (SqliteDatabase database in _databases.Values)
        {
            database.Dispose();
        }
    }

    private SqliteStatement Find(OpenedDatabase opened, CellReference cell)
    {
        if (_statements.TryGetValue((cell.Database, cell.Table, cell.Column), out SqliteStatement? statement))
        {
            return statement;
        }

        if (!_databases.TryGetValue(cell.Database, out SqliteDatabase? database))
        {
            _databases[cell.Database] = database = opened.File.OpenDatabase();
        }

        return _statements[(cell.Database, cell.Table, cell.Column)] =
            database.Prepare($"SELECT {Quote(cell.Column)} FROM {Quote(cell.Table)} WHERE rowid = ?1");
    }

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
