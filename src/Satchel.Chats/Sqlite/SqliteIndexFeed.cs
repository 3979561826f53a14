using System.Buffers.Binary;

namespace Satchel.Chats.Sqlite;

/// <summary>Hands the rows of one table, in batches, to the thread that sorts its indices.</summary>
internal sealed class SqliteIndexFeed(SqliteIndexWork work, SqliteIndexPlan[] plans, SqliteDescription description)
{
    private const int RowHeaderBytes = 12;   // rowid, length of the record

    private readonly SqliteRecordFields _fields = new(plans.Max(plan => plan.LastField) + 1);
    private readonly SqliteSortKey _key = new(description.Encoding);
    private readonly SqliteRecordBuilder _entry = new(description.SchemaFormat);
    private byte[] _batch = [];
    private int _filled;

    public IReadOnlyList<SqliteIndexPlan> Plans => plans;

    /// <summary>Takes a row, on the writer's thread.</summary>
    public void Add(long rowId, ReadOnlySpan<byte> record)
    {
        int needed = RowHeaderBytes + record.Length;
        if (_batch.Length - _filled < needed)
        {
            Post();
            _batch = work.RentBatch(needed);
        }

        Span<byte> row = _batch.AsSpan(_filled);
        BinaryPrimitives.WriteInt64LittleEndian(row, rowId);
        BinaryPrimitives.WriteInt32LittleEndian(row[8..], record.Length);
        record.CopyTo(row[RowHeaderBytes..]);
        _filled += needed;
    }

    /// <summary>Says that the table has no more rows.</summary>
    public void Complete()
    {
        Post();
        work.PostEnd(this);
    }

    /// <summary>Takes a batch apart, on the sorting thread.</summary>
    public void Sort(ReadOnlySpan<byte> batch)
    {
        while (batch.Length > 0)
        {
            long rowId = BinaryPrimitives.ReadInt64LittleEndian(batch);
            int length = BinaryPrimitives.ReadInt32LittleEndian(batch[8..]);
            ReadOnlySpan<byte> record = batch.Slice(RowHeaderBytes, length);
            _fields.Parse(record);
            foreach (SqliteIndexPlan plan in plans)
            {
                plan.Add(rowId, record, _fields, _key, _entry);
            }

            batch = batch[(RowHeaderBytes + length)..];
        }
    }

    private void Post()
    {
        if (_filled > 0)
        {
            work.Post(this, _batch, _filled);
        }

        _batch = [];
        _filled = 0;
    }
}
