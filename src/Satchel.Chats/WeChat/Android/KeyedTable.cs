using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Android;

/// <summary>
/// Finds the rows of a table by one of its columns: through the app's own index, or, where a version of the app has none, through one of ours over a copy of
/// the two columns, made when first needed. A table that is not there has no rows; a damaged one lacks those that are not found.
/// </summary>
internal sealed class KeyedTable : IDisposable
{
    private readonly AndroidSchema _schema;
    private readonly ReaderWarnings _warnings;
    private readonly string _table;
    private readonly string _key;
    private readonly string _columns;
    private readonly bool _exists;
    private SqliteStatement? _statement;
    private bool _isBroken;

    /// <param name="schema">The database.</param>
    /// <param name="warnings">Where damage is told.</param>
    /// <param name="table">The table.</param>
    /// <param name="key">The column that rows are found by.</param>
    /// <param name="columns">The columns that are read, in their order; those that are not there are NULL.</param>
    public KeyedTable(AndroidSchema schema, ReaderWarnings warnings, string table, string key, params ReadOnlySpan<string> columns)
    {
        _schema = schema;
        _warnings = warnings;
        _table = table;
        _key = key;
        _columns = schema.Columns(table, columns);
        _exists = schema.Has(table, key);
    }

    /// <summary>The row stood on.</summary>
    public SqliteStatement Row => _statement!;

    /// <summary>Goes to the first row of a number.</summary>
    public bool Find(long key)
    {
        if (!Begin())
        {
            return false;
        }

        _statement!.Bind(1, key);
        return Next();
    }

    /// <summary>Goes to the first row of a text.</summary>
    public bool Find(string key)
    {
        if (!Begin())
        {
            return false;
        }

        _statement!.Bind(1, key);
        return Next();
    }

    /// <summary>Goes to the next row of the same key.</summary>
    public bool Next()
    {
        try
        {
            return _statement!.Step();
        }
        catch (ChatFormatException failure)
        {
            _warnings.Add($"table {_table} could not be read everywhere: {failure.Problem}");
            _statement!.Reset();
            return false;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _statement?.Dispose();

    private bool Begin()
    {
        if (!_exists || _isBroken)
        {
            return false;
        }

        try
        {
            _statement ??= Open();
            _statement.Reset();
            return true;
        }
        catch (ChatFormatException failure)
        {
            _isBroken = true;
            _warnings.Add($"table {_table} could not be read: {failure.Problem}");
            return false;
        }
    }

    private SqliteStatement Open()
    {
        if (_schema.IsIndexed(_table, _key))
        {
            return _schema.Database.Prepare($"SELECT {_columns} FROM {_table} t WHERE t.\"{_key}\" = ?1 ORDER BY t.rowid");
        }

        string copy = $"{_table}_by_{_key}";
        _schema.Database.Execute(
            $"""
             CREATE TEMP TABLE IF NOT EXISTS "{copy}" (key, row INTEGER);
             DELETE FROM temp."{copy}";
             INSERT INTO temp."{copy}" SELECT "{_key}", rowid FROM {_table} WHERE "{_key}" IS NOT NULL;
             CREATE INDEX IF NOT EXISTS temp."{copy}_index" ON "{copy}" (key);
             """);
        return _schema.Database.Prepare($"SELECT {_columns} FROM temp.\"{copy}\" k JOIN {_table} t ON t.rowid = k.row WHERE k.key = ?1 ORDER BY t.rowid");
    }
}
