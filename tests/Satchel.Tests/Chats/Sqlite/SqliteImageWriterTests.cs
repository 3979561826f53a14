namespace Satchel.Tests.Chats.Sqlite;

public sealed class SqliteImageWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int, int, int> Kinds()
    {
        TheoryData<int, int, int> kinds = [];
        int turn = 0;
        foreach (int pageSize in new[] { 512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536 })
        {
            foreach (int autoVacuum in new[] { 0, 1, 2 })
            {
                kinds.Add(pageSize, 1 + turn++ % 3, autoVacuum);
            }
        }

        return kinds;
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_database_written_again_is_the_same_to_SQLite(int pageSize, int encoding, int autoVacuum)
    {
        SampleDatabase.Make(_folder.File("a.db"), pageSize, encoding, autoVacuum, seed: pageSize + encoding);
        AssertCopyIsEqual();
    }

    private void AssertCopyIsEqual()
    {
        string from = _folder.File("a.db");
        string to = _folder.File("b.db");
        Assert.Empty(SqliteCopy.Make(from, to));
        Assert.Equal(["a.db", "b.db"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal(DatabaseDump.Of(from), DatabaseDump.Of(to));
        Assert.Equal("ok", DatabaseDump.Integrity(to));
    }
}
