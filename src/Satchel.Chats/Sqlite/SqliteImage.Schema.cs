using System.Text;

namespace Satchel.Chats.Sqlite;

public sealed partial class SqliteImage
{
    private List<SqliteSchemaEntry> ReadSchema()
    {
        SchemaSink sink = new(_pages);
        SqliteTable schema = new()
        {
            Name = "sqlite_schema",
            RootPage = 1,
            WithoutRowId = false,
            Columns = [],
            RowIdColumn = -1,
            KeyFields = 0,
        };
        ReadRows(schema, sink);
        return sink.Entries;
    }

    private sealed class SchemaSink(SqlitePages pages) : ISqliteRowSink
    {
        private readonly Encoding _encoding = pages.Header.Encoding.Strict;
        private readonly HashSet<uint> _roots = [1];
        private int _bytes;

        public List<SqliteSchemaEntry> Entries { get; } = [];

        public void AddOverflowPage(uint page)
        {
        }

        public void AddRow(ref SqliteRowReader row)
        {
            _bytes += Math.Min(row.Record.Length, SqliteLimits.SchemaBytes);
            if (Entries.Count == SqliteLimits.SchemaEntries || _bytes >= SqliteLimits.SchemaBytes)
            {
                throw pages.TooLarge(1, "the schema is larger than any app's.");
            }

            string type = Text(ref row) ?? "";
            string name = Text(ref row) ?? "";
            string table = Text(ref row) ?? "";
            uint root = Root(ref row);
            Entries.Add(new SqliteSchemaEntry(row.RowId, type, name, table, root, Text(ref row)));
        }

        private uint Root(ref SqliteRowReader row)
        {
            if (!row.NextField() || row.Type == SqliteType.Null || (row.Type == SqliteType.Integer && row.Integer == 0))
            {
                return 0;
            }

            if (row.Type != SqliteType.Integer || row.Integer < 0 || row.Integer > pages.PageCount)
            {
                throw pages.Damaged(1, "the schema names a root page that is not there.");
            }

            uint root = (uint)row.Integer;
            return _roots.Add(root) ? root : throw pages.Damaged(root, "two entries of the schema have this root page.");
        }

        private string? Text(ref SqliteRowReader row)
        {
            if (!row.NextField() || row.Type == SqliteType.Null)
            {
                return null;
            }

            if (row.Type != SqliteType.Text)
            {
                throw pages.Damaged(1, "the schema holds something that is not text.");
            }

            try
            {
                return _encoding.GetString(row.Bytes);
            }
            catch (DecoderFallbackException e)
            {
                throw new ChatFormatException(ChatFormatProblem.Damaged, $"{pages.Name}, page 1", "a text of the schema is not in the database's encoding.", e);
            }
        }
    }
}
