using System.Text;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>
/// Inserts rows into one table: the columns it is made for, in their order, as far as the table has them. Columns are appended by the
/// app's upgrades, so one that is not there is passed over, and NULL in one that takes none becomes 0 or an empty text.
/// </summary>
internal sealed class RowInsert : IDisposable
{
    private const int KeptBufferBytes = 64 << 10;

    private readonly SqliteStatement? _statement;
    private readonly Slot[] _slots;
    private byte[] _utf8 = new byte[1024];
    private int _next;

    /// <param name="store">The store.</param>
    /// <param name="table">The table; where it is not there, nothing is inserted.</param>
    /// <param name="columns">The columns whose values are given, in the order in which they are added.</param>
    /// <param name="constants">Columns that have the same value in every row.</param>
    public RowInsert(TargetStore store, string table, ReadOnlySpan<string> columns, params ReadOnlySpan<(string Column, string Literal)> constants)
    {
        _slots = new Slot[columns.Length];
        if (store.Table(table) is not { } target)
        {
            return;
        }

        StringBuilder names = new();
        StringBuilder values = new();
        HashSet<string> given = new(StringComparer.OrdinalIgnoreCase);
        int parameter = 0;
        for (int i = 0; i < columns.Length; i++)
        {
            if (target.Columns.TryGetValue(columns[i], out TargetColumn column))
            {
                _slots[i] = new Slot(++parameter, column.IsRequired, column.Empty == "''");
                Name(columns[i], $"?{parameter}");
            }
        }

        foreach ((string column, string literal) in constants)
        {
            if (target.Has(column))
            {
                Name(column, literal);
            }
        }

        foreach ((string name, TargetColumn column) in target.Columns)
        {
            if (column.IsRequired && !column.HasDefault && !given.Contains(name))
            {
                store.RequireKnown(table, name);
                Name(name, column.Empty);
            }
        }

        _statement = store.Database.Prepare($"INSERT INTO {table} ({names}) VALUES ({values})");

        void Name(string column, string value)
        {
            given.Add(column);
            names.Append(names.Length > 0 ? ", " : "").Append('"').Append(column).Append('"');
            values.Append(values.Length > 0 ? ", " : "").Append(value);
        }
    }

    /// <summary>Whether the table is there.</summary>
    public bool Exists => _statement is not null;

    /// <summary>Whether the table has the column of this place.</summary>
    public bool Has(int place) => _slots[place].Parameter != 0;

    /// <summary>Adds an integer.</summary>
    public RowInsert Add(long value)
    {
        Slot slot = _slots[_next++];
        if (slot.Parameter != 0)
        {
            _statement!.Bind(slot.Parameter, value);
        }

        return this;
    }

    /// <summary>Adds an integer or NULL.</summary>
    public RowInsert Add(long? value) => value is { } number ? Add(number) : AddNull();

    /// <summary>Adds a truth value as 1 or 0.</summary>
    public RowInsert Add(bool value) => Add(value ? 1L : 0L);

    /// <summary>Adds a real.</summary>
    public RowInsert Add(double value)
    {
        Slot slot = _slots[_next++];
        if (slot.Parameter != 0)
        {
            _statement!.Bind(slot.Parameter, value);
        }

        return this;
    }

    /// <summary>Adds a text or NULL.</summary>
    public RowInsert Add(string? value)
    {
        if (value is null)
        {
            return AddNull();
        }

        Slot slot = _slots[_next++];
        if (slot.Parameter != 0)
        {
            BindText(slot.Parameter, value);
        }

        return this;
    }

    /// <summary>Adds a blob.</summary>
    public RowInsert AddBlob(ReadOnlySpan<byte> value)
    {
        Slot slot = _slots[_next++];
        if (slot.Parameter != 0)
        {
            _statement!.BindBlob(slot.Parameter, value);
        }

        return this;
    }

    /// <summary>Inserts the row.</summary>
    public void Insert()
    {
        if (_next != _slots.Length)
        {
            throw new InvalidOperationException($"{_next} of {_slots.Length} values were given.");
        }

        _next = 0;
        if (_statement is not null)
        {
            _ = _statement.Step();
            _statement.Reset();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _statement?.Dispose();

    private RowInsert AddNull()
    {
        Slot slot = _slots[_next++];
        if (slot.Parameter == 0)
        {
            return this;
        }

        if (!slot.IsRequired)
        {
            _statement!.BindNull(slot.Parameter);
        }
        else if (slot.IsText)
        {
            _statement!.BindText(slot.Parameter, default);
        }
        else
        {
            _statement!.Bind(slot.Parameter, 0L);
        }

        return this;
    }

    private void BindText(int parameter, string value)
    {
        int most = value.Length * 3;
        if (most > KeptBufferBytes)
        {
            _statement!.Bind(parameter, value);
            return;
        }

        if (most > _utf8.Length)
        {
            _utf8 = new byte[KeptBufferBytes];
        }

        _statement!.BindText(parameter, _utf8.AsSpan(0, Encoding.UTF8.GetBytes(value, _utf8)));
    }

    private readonly record struct Slot(int Parameter, bool IsRequired, bool IsText);
}
