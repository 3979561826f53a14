using System.Text;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios.Writing;

/// <summary>
/// Inserts rows into a table of the store. A row is given as values for slots, which are columns by name; a slot whose column this store does not have
/// is passed over, and a column that no slot speaks of gets its fixed value. Every slot is set for every row.
/// </summary>
internal sealed class RowInsert : IDisposable
{
    private readonly SqliteStatement _statement;
    private readonly int[] _parameters;
    private byte[] _text = new byte[4096];

    /// <summary>Prepares the insert.</summary>
    /// <param name="table">The table.</param>
    /// <param name="slots">The columns whose values change from row to row.</param>
    /// <param name="fixedValues">What further columns get, as SQL literals by column.</param>
    public RowInsert(StoreTable table, IReadOnlyList<string> slots, IReadOnlyDictionary<string, string> fixedValues)
    {
        _parameters = new int[slots.Count];
        List<string> columns = [];
        List<string> values = [];
        for (int i = 0; i < slots.Count; i++)
        {
            if (table.Has(slots[i]))
            {
                columns.Add(slots[i]);
                _parameters[i] = columns.Count;
                values.Add("?" + columns.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        foreach ((string column, string value) in fixedValues)
        {
            if (table.Has(column))
            {
                columns.Add(column);
                values.Add(value);
            }
        }

        string names = string.Join(", ", columns.Select(column => $"\"{column}\""));
        _statement = table.Database.Prepare($"INSERT INTO {table.Name} ({names}) VALUES ({string.Join(", ", values)})");
    }

    /// <summary>Gives a slot an integer.</summary>
    public void Set(int slot, long value)
    {
        if (_parameters[slot] is > 0 and int parameter)
        {
            _statement.Bind(parameter, value);
        }
    }

    /// <summary>Gives a slot an integer that is another row's number; NULL for 0.</summary>
    public void SetRow(int slot, long row)
    {
        if (row == 0)
        {
            SetNull(slot);
        }
        else
        {
            Set(slot, row);
        }
    }

    /// <summary>Gives a slot a real.</summary>
    public void Set(int slot, double value)
    {
        if (_parameters[slot] is > 0 and int parameter)
        {
            _statement.Bind(parameter, value);
        }
    }

    /// <summary>Gives a slot a text; NULL for null.</summary>
    public void Set(int slot, string? value)
    {
        if (_parameters[slot] is not (> 0 and int parameter))
        {
            return;
        }

        if (value is null)
        {
            _statement.BindNull(parameter);
            return;
        }

        int most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (_text.Length < most)
        {
            _text = new byte[most];
        }

        _statement.BindText(parameter, _text.AsSpan(0, Encoding.UTF8.GetBytes(value, _text)));
    }

    /// <summary>Gives a slot a text in UTF-8; NULL for an empty one.</summary>
    public void SetUtf8(int slot, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            SetNull(slot);
        }
        else if (_parameters[slot] is > 0 and int parameter)
        {
            _statement.BindText(parameter, value);
        }
    }

    /// <summary>Gives a slot bytes; NULL for none.</summary>
    public void SetBlob(int slot, ReadOnlySpan<byte> value)
    {
        if (value.IsEmpty)
        {
            SetNull(slot);
        }
        else if (_parameters[slot] is > 0 and int parameter)
        {
            _statement.BindBlob(parameter, value);
        }
    }

    /// <summary>Gives a slot NULL.</summary>
    public void SetNull(int slot)
    {
        if (_parameters[slot] is > 0 and int parameter)
        {
            _statement.BindNull(parameter);
        }
    }

    /// <summary>Inserts the row.</summary>
    public void Insert()
    {
        _statement.Step();
        _statement.Reset();
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();
}
