using System.Globalization;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Ios.Writing;

/// <summary>Inserts rows into a table, as far as it has the columns.</summary>
internal sealed class IosTable : IDisposable
{
    private readonly SqliteStatement _insert;
    private readonly int[] _places;

    /// <param name="database">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="columns">What rows are given, in the order of the values.</param>
    public IosTable(SqliteDatabase database, string table, params string[] columns)
    {
        HashSet<string> there = new(database.ColumnsOf(table), StringComparer.OrdinalIgnoreCase);
        _places = [.. Enumerable.Range(0, columns.Length).Where(i => there.Contains(columns[i]))];
        string names = string.Join(", ", _places.Select(i => $"\"{columns[i]}\""));
        string values = string.Join(", ", _places.Select((_, i) => "?" + (i + 1).ToString(CultureInfo.InvariantCulture)));
        _insert = database.Prepare($"INSERT INTO \"{table}\" ({names}) VALUES ({values})");
    }

    /// <summary>Inserts a row: integers, texts, blobs and nulls.</summary>
    public void Insert(params ReadOnlySpan<object?> values)
    {
        for (int i = 0; i < _places.Length; i++)
        {
            switch (values[_places[i]])
            {
                case long number:
                    _insert.Bind(i + 1, number);
                    break;
                case string text:
                    _insert.Bind(i + 1, text);
                    break;
                case byte[] blob:
                    _insert.BindBlob(i + 1, blob);
                    break;
                default:
                    _insert.BindNull(i + 1);
                    break;
            }
        }

        _ = _insert.Step();
        _insert.Reset();
    }

    /// <inheritdoc/>
    public void Dispose() => _insert.Dispose();
}
