using System.Buffers.Binary;
using Satchel.Chats.Sqlite;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Benchmarks;

internal static partial class MapBenchmark
{
    /// <summary>Writes the rows of the first database, then what each later one changes.</summary>
    public static async Task RunDatabasesAsync(IReadOnlyList<string> files)
    {
        var store = new CountingNodeStore();
        using var context = new MapContext(default);
        var written = new Measured();
        MapRoot root = await WriteDatabaseAsync(store, context, files[0], isVerbose: true);
        Console.WriteLine($"{files[0]}: {root.Entries:N0} rows, stored {store.BytesWithOverhead / 1e6:F2} MB with overhead, "
            + $"{store.Bytes / 1e6:F2} MB in {store.Count:N0} nodes, height {root.Height}; with reading SQLite {written}");
        await ReadAllAsync(store, root, context);
        for (int i = 1; i < files.Count; i++)
        {
            var scratch = new CountingNodeStore();
            MapRoot whole = await WriteDatabaseAsync(scratch, context, files[i], isVerbose: false);
            store.Reset();
            var edited = new Measured();
            var editor = new MapEditor(store, MapKind.Rows, root, context);
            int rows = 0;
            await foreach (MapDifference difference in new SortedMap(scratch, whole, context)
                .CompareAsync(new SortedMap(store, root, context), CancellationToken.None))
            {
                rows++;
                await (difference.After is { } after
                    ? editor.PutAsync(difference.Key, after, CancellationToken.None)
                    : editor.RemoveAsync(difference.Key, CancellationToken.None));
            }

            root = await editor.CompleteAsync(CancellationToken.None);
            Console.WriteLine($"{files[i]}: {rows:N0} rows changed, stored {store.BytesWithOverhead / 1e3:F1} KB with overhead, "
                + $"{store.Bytes / 1e3:F1} KB in {store.Count} nodes, {store.Deltas} deltas; same root {root == whole}; compare and edit {edited}");
        }
    }

    private static async Task<MapRoot> WriteDatabaseAsync(CountingNodeStore store, MapContext context, string file, bool isVerbose)
    {
        using SqliteDatabase database = SqliteDatabase.OpenImmutable(file);
        var tables = new List<string>();
        using (SqliteStatement names = database.Prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY rowid"))
        {
            while (names.Step())
            {
                tables.Add(names.Text(0));
            }
        }

        var editor = new MapEditor(store, MapKind.Rows, null, context);
        var writer = new RecordWriter();
        byte[] key = new byte[10];
        for (int table = 0; table < tables.Count; table++)
        {
            long before = store.Bytes;
            (long structure, long text, long noise) = (store.StructureBytes, store.TextBytes, store.RawBytes);
            long rows = 0;
            long raw = 0;
            BinaryPrimitives.WriteUInt16BigEndian(key, (ushort)(table + 1));
            int alias = RowIdColumn(database, tables[table]);
            using SqliteStatement select = database.Prepare($"SELECT rowid, * FROM \"{tables[table]}\" ORDER BY rowid");
            while (select.Step())
            {
                BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(2), select.Integer(0) ^ long.MinValue);
                WriteRow(writer, select, alias);
                raw += writer.Written.Length + 13;
                rows++;
                await editor.PutAsync(key, writer.WrittenMemory, CancellationToken.None);
            }

            if (isVerbose && raw > 1_000_000)
            {
                Console.WriteLine($"  {tables[table],-28} {rows,10:N0} rows {raw / 1e6,8:F1} MB raw {(store.Bytes - before) / 1e6,8:F2} MB stored, about: "
                    + $"{(store.StructureBytes - structure) / 1e6:F2} structure, {(store.TextBytes - text) / 1e6:F2} text, {(store.RawBytes - noise) / 1e6:F2} raw");
            }
        }

        return await editor.CompleteAsync(CancellationToken.None);
    }

    private static int RowIdColumn(SqliteDatabase database, string table)
    {
        using SqliteStatement columns = database.Prepare($"SELECT cid FROM pragma_table_info('{table}') WHERE pk = 1 AND upper(type) = 'INTEGER'");
        return columns.Step() ? (int)columns.Integer(0) : -1;
    }

    private static void WriteRow(RecordWriter writer, SqliteStatement select, int rowIdColumn)
    {
        int columns = select.ColumnCount - 1;
        writer.Begin(columns);
        for (int i = 0; i < columns; i++)
        {
            switch (i == rowIdColumn ? SqliteType.Null : select.TypeOf(i + 1))
            {
                case SqliteType.Integer:
                    writer.AddInteger(select.Integer(i + 1));
                    break;
                case SqliteType.Real:
                    writer.AddReal(select.Real(i + 1));
                    break;
                case SqliteType.Text:
                    writer.AddText(select.Utf8(i + 1));
                    break;
                case SqliteType.Blob:
                    writer.AddBlob(select.Blob(i + 1));
                    break;
                default:
                    writer.AddNull();
                    break;
            }
        }
    }
}
