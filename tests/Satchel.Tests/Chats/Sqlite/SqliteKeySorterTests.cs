using Satchel.Chats.Sqlite;

namespace Satchel.Tests.Chats.Sqlite;

public sealed class SqliteKeySorterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(256, 9000)]       // more runs than are merged at once
    [InlineData(4096, 5000)]
    [InlineData(1 << 20, 5000)]   // all in memory
    public void Records_come_out_in_the_order_of_their_keys(int bufferBytes, int count)
    {
        SqliteDescription description = new()
        {
            PageSize = 1024,
            ReservedBytes = 0,
            Encoding = SqliteEncoding.Utf8,
            SchemaFormat = 4,
            AutoVacuum = 0,
            UserVersion = 0,
            ApplicationId = 0,
            UsesWal = false,
            Schema = [new(1, "table", "t", "t", 2, "CREATE TABLE t(a TEXT PRIMARY KEY) WITHOUT ROWID")],
        };
        string path = _folder.File("a.db");
        using (new SqliteImageWriter(path, description))
        {
        }

        Random random = new(count);
        using (SqliteOutput output = new(_folder.File("index"), description))
        using (SqliteKeySorter sorter = new(OpenFile, bufferBytes))
        {
            List<string> keys = [];
            SqliteRecordBuilder record = new(4);
            for (int i = 0; i < count; i++)
            {
                string key = $"{new string('k', random.Next(12))}{random.Next():x}{new string('z', i == 77 ? 40_000 : 0)}";
                keys.Add(key);
                record.Clear();
                record.AddText(System.Text.Encoding.UTF8.GetBytes(key));
                sorter.Add(System.Text.Encoding.UTF8.GetBytes(key), record.Build());
            }

            uint root = output.Take(1).First;
            SqliteIndexBuilder index = new(output, root);
            sorter.WriteTo(index);
            index.Complete();
            output.Complete();
            keys.Sort(StringComparer.Ordinal);
            Assert.Equal(keys, Read(path, output, root));
        }
    }

    // A database whose table is the index just written.
    private IEnumerable<string> Read(string path, SqliteOutput output, uint root)
    {
        byte[] header = File.ReadAllBytes(path)[..1024];
        byte[] pages = File.ReadAllBytes(_folder.File("index"));
        header.CopyTo(pages, 0);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(pages.AsSpan(28), output.PageCount);
        File.WriteAllBytes(path, pages);
        using SqliteImage image = SqliteImage.Open(path);
        SqliteTable table = Assert.Single(image.Tables);
        Assert.Equal(root, table.RootPage);
        RowCollector rows = new();
        image.ReadRows(table, rows);
        return rows.Rows.Select(row => System.Text.Encoding.UTF8.GetString(row.Fields[0].Bytes));
    }

    private FileStream OpenFile() =>
        new(_folder.File(Guid.NewGuid().ToString()), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose);
}
