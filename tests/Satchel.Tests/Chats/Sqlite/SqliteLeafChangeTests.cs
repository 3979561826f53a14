using Satchel.Chats.Sqlite;

namespace Satchel.Tests.Chats.Sqlite;

/// <summary>What capture relies on: a leaf that looks the same holds the same rows.</summary>
public sealed class SqliteLeafChangeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(512, 0, 1)]
    [InlineData(512, 1, 2)]
    [InlineData(1024, 2, 3)]
    [InlineData(4096, 1, 4)]
    public void Leaves_with_equal_pages_hold_equal_rows(int pageSize, int autoVacuum, int seed)
    {
        string path = _folder.File("a.db");
        Random random = new(seed);
        using SqliteDatabase database = SqliteDatabase.OpenForWriting(path);
        database.Execute($"PRAGMA page_size = {pageSize}; PRAGMA auto_vacuum = {autoVacuum}; PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; CREATE TABLE t(id INTEGER PRIMARY KEY, a, b); CREATE INDEX t_a ON t(a)");
        Change(database, random, 400);
        List<Leaf> before = Read(path);
        int same = 0;
        for (int turn = 0; turn < 25; turn++)
        {
            Change(database, random, turn % 5 == 0 ? 60 : random.Next(1, 4));
            List<Leaf> after = Read(path);
            foreach (Leaf leaf in after)
            {
                // Which overflow pages it owns is known from before; a leaf that is not the same is read again.
                if (before.Find(old => old.Place == leaf.Place && old.Hash == leaf.Hash && old.HasSameOverflow(leaf)) is Leaf known)
                {
                    Assert.Equal(known.Rows, leaf.Rows);
                    same++;
                }
            }

            before = after;
        }

        Assert.NotEqual(0, same);
    }

    private static void Change(SqliteDatabase database, Random random, int count)
    {
        database.Execute("BEGIN");
        for (int i = 0; i < count; i++)
        {
            byte[] blob = SampleDatabase.Bytes(random, random.Next(8) == 0 ? random.Next(6000) : random.Next(80));
            switch (random.Next(6))
            {
                case 0:
                    SampleDatabase.Insert(database, "DELETE FROM t WHERE id = (SELECT id FROM t WHERE id >= ?1 LIMIT 1)", random.Next(3000));
                    break;
                case 1 or 2:
                    SampleDatabase.Insert(database, "UPDATE t SET b = ?2 WHERE id = (SELECT id FROM t WHERE id >= ?1 LIMIT 1)", random.Next(3000), blob);
                    break;
                default:
                    SampleDatabase.Insert(database, "INSERT OR REPLACE INTO t VALUES (?1, ?2, ?3)", random.Next(3000), random.Next(100), blob);
                    break;
            }
        }

        database.Execute("COMMIT");
    }

    private static List<Leaf> Read(string path)
    {
        using SqliteImage image = SqliteImage.Open(path);
        UInt128[] hashes = image.HashPages();
        List<Leaf> leaves = [];
        foreach (SqliteLeaf place in image.Leaves(image.Tables.Single()))
        {
            RowCollector rows = new();
            image.ReadLeaf(place, rows);
            leaves.Add(new Leaf(
                place,
                hashes[place.Page - 1],
                rows.OverflowPages,
                hashes,
                [.. rows.Rows.Select(row => $"{row.RowId}: {string.Join(", ", row.Fields.Select(field => $"{field.Type} {field.Integer} {Convert.ToHexString(field.Bytes)}"))}")]));
        }

        return leaves;
    }

    private sealed record Leaf(SqliteLeaf Place, UInt128 Hash, List<uint> Overflow, UInt128[] Hashes, List<string> Rows)
    {
        public bool HasSameOverflow(Leaf later) =>
            Overflow.TrueForAll(page => page <= later.Hashes.Length && Hashes[page - 1] == later.Hashes[page - 1]);
    }
}
