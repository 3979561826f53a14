using System.Diagnostics;
using Satchel.Chats;
using Satchel.Chats.Sqlite;

namespace Satchel.Tests.Chats.Sqlite;

public sealed class SqliteImageMutationTests : IDisposable
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(512, 0)]
    [InlineData(1024, 1)]
    [InlineData(4096, 2)]
    public void A_changed_file_is_read_or_refused(int pageSize, int autoVacuum)
    {
        string path = _folder.File("a.db");
        SampleDatabase.Make(path, pageSize, autoVacuum: autoVacuum, rows: 40);
        byte[] whole = File.ReadAllBytes(path);
        Random random = new(pageSize);
        Stopwatch clock = Stopwatch.StartNew();
        int refused = 0;
        for (int i = 0; i < 400 && clock.Elapsed < AtMost; i++)
        {
            File.WriteAllBytes(path, Mutate(whole, pageSize, random));
            try
            {
                ReadAll(path);
            }
            catch (ChatFormatException)
            {
                refused++;
            }
        }

        Assert.NotEqual(0, refused);
    }

    [Fact]
    public void A_tree_that_leads_back_into_itself_is_refused()
    {
        string path = _folder.File("a.db");
        SampleDatabase.Make(path, 512, rows: 300);
        byte[] bytes = File.ReadAllBytes(path);
        uint root;
        using (SqliteImage image = SqliteImage.Open(path))
        {
            root = image.Tables.Single(table => table.Name == "message").RootPage;
        }

        int start = ((int)root - 1) * 512;
        Assert.Equal(5, bytes[start]);
        bytes[start + 8] = (byte)(root >> 24);
        bytes[start + 9] = (byte)(root >> 16);
        bytes[start + 10] = (byte)(root >> 8);
        bytes[start + 11] = unchecked((byte)root);
        File.WriteAllBytes(path, bytes);
        ChatFormatException e = Assert.Throws<ChatFormatException>(() => ReadAll(path));
        Assert.Equal(ChatFormatProblem.Damaged, e.Problem);
        Assert.Contains($"page {root}", e.Where, StringComparison.Ordinal);
    }

    private static byte[] Mutate(byte[] whole, int pageSize, Random random)
    {
        byte[] bytes = random.Next(20) == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
        for (int n = random.Next(1, 4); n > 0 && bytes.Length > 0; n--)
        {
            int page = random.Next(bytes.Length / pageSize + 1) * pageSize;
            int offset = random.Next(4) switch
            {
                0 => random.Next(bytes.Length),
                1 => page + random.Next(12),        // a page's header
                2 => page + random.Next(8, 60),     // its cell pointers
                _ => random.Next(Math.Min(bytes.Length, 2 * pageSize)),
            };
            bytes[Math.Min(offset, bytes.Length - 1)] = (byte)(random.Next(2) == 0 ? random.Next(256) : bytes[Math.Min(offset, bytes.Length - 1)] ^ 1 << random.Next(8));
        }

        return bytes;
    }

    private static void ReadAll(string path)
    {
        using SqliteImage image = SqliteImage.Open(path);
        _ = image.TryFindUnsupported(out _);
        _ = image.HashPages();
        foreach (SqliteTable table in image.Tables)
        {
            image.ReadRows(table, new RowCollector());
        }
    }
}
