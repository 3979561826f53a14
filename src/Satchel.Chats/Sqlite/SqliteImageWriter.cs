using System.Buffers.Binary;
using System.Text;

namespace Satchel.Chats.Sqlite;

/// <summary>
/// Writes a database file from its description and its rows, page by page: storage classes, rowids and records come out
/// as they were put in, and no trigger, default or affinity touches them. Indices of plain columns are sorted and written
/// beside it; SQLite builds the others in the end. Memory does not grow with the rows.
/// </summary>
public sealed class SqliteImageWriter : IDisposable
{
    private readonly string _path;
    private readonly SqliteDescription _description;
    private readonly SqliteOutput _output;
    private readonly SqliteIndexWork _work;
    private readonly Dictionary<string, uint> _roots = new(StringComparer.Ordinal);
    private readonly List<SqliteIndexPlan> _plans = [];
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private readonly List<string> _warnings = [];
    private readonly SqliteIndexPlanner _planner;
    private SqliteTableBuilder? _table;
    private SqliteIndexFeed? _feed;

    /// <summary>Makes the file with its schema and no rows; what was at the path is gone.</summary>
    /// <exception cref="ChatFormatException">SQLite does not understand the schema.</exception>
    public SqliteImageWriter(string path, SqliteDescription description)
    {
        _path = path;
        _description = description;
        Row = new SqliteRowBuilder(this, description.SchemaFormat);
        CheckDescription();
        _output = new SqliteOutput(path, description);
        _work = new SqliteIndexWork(_output);
        try
        {
            WriteSchema();
            _planner = new SqliteIndexPlanner(path, description, _roots);
            WriteEmptyRoots();
        }
        catch
        {
            _work.Dispose();
            _output.Dispose();
            throw;
        }
    }

    /// <summary>Takes the rows of the table begun last.</summary>
    public SqliteRowBuilder Row { get; }

    /// <summary>Rows taken until now.</summary>
    public long RowCount { get; private set; }

    /// <summary>After <see cref="Complete"/>: the indices that could not be built, and why.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>
    /// Begins a table; its rows follow, by ascending rowid or, WITHOUT ROWID, in any order. A table not begun is empty.
    /// </summary>
    public void BeginTable(string name)
    {
        CompleteTable();
        SqliteTable table = _planner.Find(name) ?? throw new ArgumentException($"The schema has no table {name} with rows.", nameof(name));
        if (!_begun.Add(name))
        {
            throw new InvalidOperationException($"The table {name} was begun before.");
        }

        _table = table.WithoutRowId ? null : new SqliteTableBuilder(_output, _roots[name]);
        SqliteIndexPlan[] plans = _planner.Plan(table);
        _plans.AddRange(plans);
        _feed = plans.Length > 0 ? new SqliteIndexFeed(_work, plans, _description) : null;
    }

    /// <summary>Writes what is left, and has SQLite build the indices that we do not.</summary>
    public void Complete(CancellationToken cancellationToken)
    {
        CompleteTable();
        cancellationToken.ThrowIfCancellationRequested();
        _work.Complete();
        (uint firstFree, uint freeCount) = _output.Complete();
        WriteHeader(firstFree, freeCount);
        cancellationToken.ThrowIfCancellationRequested();
        Reindex([.. _planner.LeftToSqlite(_begun), .. _work.LeftToSqlite], cancellationToken);
        if (_description.UsesWal)
        {
            WriteWalFlag();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _work.Dispose();
        _plans.ForEach(plan => plan.Dispose());
        _output.Dispose();
    }

    internal void AddRow(long rowId, ReadOnlySpan<byte> record)
    {
        if (_table is null && _feed is null)
        {
            throw new InvalidOperationException("No table was begun.");
        }

        _table?.Add(rowId, record);
        _feed?.Add(rowId, record);
        RowCount++;
    }

    private void CompleteTable()
    {
        _table?.Complete();
        _feed?.Complete();
        _table = null;
        _feed = null;
    }

    private void CheckDescription()
    {
        SqliteDescription d = _description;
        bool isSound = d.PageSize is >= 512 and <= 65_536 && int.IsPow2(d.PageSize) && d.ReservedBytes is >= 0 and <= 255
            && d.PageSize - d.ReservedBytes >= 480 && d.Encoding is >= SqliteEncoding.Utf8 and <= SqliteEncoding.Utf16BigEndian
            && d.SchemaFormat is >= 0 and <= 4 && d.AutoVacuum is >= 0 and <= 2 && d.Schema.Count <= SqliteLimits.SchemaEntries;
        if (!isSound)
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, Path.GetFileName(_path), "its description is of no database.");
        }
    }

    // Roots first: an auto-vacuum database has them at its start.
    private void WriteSchema()
    {
        foreach (SqliteSchemaEntry entry in _description.Schema)
        {
            if (entry.RootPage != 0 && !_roots.TryAdd(entry.Name, _output.Take(1).First))
            {
                throw new ChatFormatException(ChatFormatProblem.Damaged, Path.GetFileName(_path), $"its schema names {entry.Name} twice.");
            }
        }

        try
        {
            SqliteTableBuilder schema = new(_output, 1);
            WriteEntries(schema);
            schema.Complete();
        }
        catch (EncoderFallbackException e)
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, Path.GetFileName(_path), "a text of its schema has no encoding.", e);
        }

        _output.Extend();
        WriteHeader(0, 0);
    }

    private void WriteEntries(SqliteTableBuilder schema)
    {
        Encoding encoding = _description.Encoding.Strict;
        SqliteRecordBuilder record = new(_description.SchemaFormat);
        long? last = null;
        foreach (SqliteSchemaEntry entry in _description.Schema)
        {
            if (entry.RowId <= last)
            {
                throw new ChatFormatException(ChatFormatProblem.Damaged, Path.GetFileName(_path), "its schema is out of order.");
            }

            record.Clear();
            record.AddText(encoding.GetBytes(entry.Type));
            record.AddText(encoding.GetBytes(entry.Name));
            record.AddText(encoding.GetBytes(entry.Table));
            record.AddInteger(entry.RootPage == 0 ? 0 : _roots[entry.Name]);
            if (entry.Sql is null)
            {
                record.AddNull();
            }
            else
            {
                record.AddText(encoding.GetBytes(entry.Sql));
            }

            schema.Add(entry.RowId, record.Build());
            last = entry.RowId;
        }
    }

    private void WriteEmptyRoots()
    {
        byte[] page = new byte[_description.PageSize];
        BinaryPrimitives.WriteUInt16BigEndian(page.AsSpan(5), unchecked((ushort)_output.UsableSize));
        foreach ((string name, uint root) in _roots)
        {
            page[0] = _planner.Find(name) is { WithoutRowId: false } ? SqliteTreePage.TableLeaf : SqliteTreePage.IndexLeaf;
            _output.Write(root, page);
            _output.Point(root, SqlitePointer.Root, 0);
        }
    }

    private void WriteHeader(uint firstFree, uint freeCount)
    {
        byte[] header = new byte[SqliteHeader.Length];
        uint largestRoot = _roots.Count == 0 ? 1 : _roots.Values.Max();
        SqliteHeader.Write(header, _description, _output.PageCount, firstFree, freeCount, largestRoot);
        _output.Write(1, header);
    }

    private void Reindex(List<string> indices, CancellationToken cancellationToken)
    {
        if (indices.Count == 0)
        {
            return;
        }

        using SqliteDatabase database = SqliteDatabase.OpenForWriting(_path);
        database.EnableTriggers(false);
        database.Execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -32768");
        foreach (string index in indices)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                database.Execute($"REINDEX main.{SqliteNames.Quote(index)}");
            }
            catch (ChatFormatException e)
            {
                // Rows that break a UNIQUE index were in the source as well: the rows count, and the index is named.
                _warnings.Add($"the index {index} could not be built: {e.Message}");
            }
        }
    }

    private void WriteWalFlag()
    {
        Span<byte> versions = [2, 2];
        _output.WriteAt(18, versions);
    }
}
