using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Android.Writing;

/// <summary>Inserts rows into one table: the columns that are given, as far as the table has them. Older versions of the app lack some.</summary>
internal sealed class StoreTable : IDisposable
{
    private readonly SqliteStatement? _statement;
    private readonly int[] _parameters;

    /// <param name="database">The store.</param>
    /// <param name="table">The table; where it is not there, nothing is inserted.</param>
    /// <param name="columns">The columns, in the order in which values are given.</param>
    public StoreTable(SqliteDatabase database, string table, params string[] columns)
    {
        HashSet<string> there = new(database.ColumnsOf(table), StringComparer.OrdinalIgnoreCase);
        _parameters = new int[columns.Length];
        List<string> names = [];
        for (int i = 0; i < columns.Length; i++)
        {
            if (there.Contains(columns[i]))
            {
                names.Add(SqliteNames.Quote(columns[i]));
                _parameters[i] = names.Count;
            }
        }

        if (names.Count > 0)
        {
            _statement = database.Prepare(
                $"INSERT OR IGNORE INTO {table} ({string.Join(", ", names)}) VALUES ({string.Join(", ", Enumerable.Range(1, names.Count).Select(n => $"?{n}"))})");
        }
    }

    /// <summary>Inserts a row; values are null, integers, strings and blobs.</summary>
    public void Insert(params ReadOnlySpan<object?> values)
    {
        if (_statement is null)
        {
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (_parameters[i] != 0)
            {
                Bind(_statement, _parameters[i], values[i]);
            }
        }

        _ = _statement.Step();
        _statement.Reset();
    }

    /// <inheritdoc/>
    public void Dispose() => _statement?.Dispose();

    private static void Bind(SqliteStatement statement, int parameter, object? value)
    {
        switch (value)
        {
            case null:
                statement.BindNull(parameter);
                break;
            case string text:
                statement.Bind(parameter, text);
                break;
            case byte[] blob:
                statement.BindBlob(parameter, blob);
                break;
            case int number:
                statement.Bind(parameter, number);
                break;
            default:
                statement.Bind(parameter, (long)value);
                break;
        }
    }
}
