using System.IO.Compression;
using Satchel.Chats;
using Satchel.Chats.Zips;

namespace Satchel.Tests.Chats.Zips;

public sealed class ZipDirectoryTests
{
    private static readonly byte[] Flat = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 31 % 256))];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public async Task Files_are_read_as_they_were_put_in(CompressionLevel level)
    {
        byte[] zip = Make(level, ("a.txt", Flat), ("folder/ü.jpg", [1, 2, 3]), ("empty", []));
        ZipDirectory directory = await ZipDirectory.ReadAsync(new MemoryStream(zip), "x.zip", Token);

        Assert.Equal(["a.txt", "empty", "folder/ü.jpg"], directory.Files.Select(f => f.Name).Order(StringComparer.Ordinal));
        Assert.Equal(Flat, await ReadAsync(zip, directory, "a.txt"));
        Assert.Equal([1, 2, 3], await ReadAsync(zip, directory, "folder/ü.jpg"));
        Assert.Empty(await ReadAsync(zip, directory, "empty"));
        Assert.Null(directory.Find("b.txt"));
    }

    [Fact]
    public async Task A_file_that_inflates_to_what_nobody_sends_is_refused()
    {
        byte[] zip = Make(CompressionLevel.Optimal, ("zeros", new byte[64 << 20]));
        ZipDirectory directory = await ZipDirectory.ReadAsync(new MemoryStream(zip), "x.zip", Token);

        ChatFormatException error = await Assert.ThrowsAsync<ChatFormatException>(() => ReadAsync(zip, directory, "zeros"));

        Assert.Equal(ChatFormatProblem.LimitExceeded, error.Problem);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(21)]
    [InlineData(4000)]
    public async Task A_ZIP_that_is_cut_short_is_refused(int bytes)
    {
        byte[] zip = Make(CompressionLevel.NoCompression, ("a.txt", Flat))[..bytes];

        await Assert.ThrowsAsync<ChatFormatException>(async () => await ZipDirectory.ReadAsync(new MemoryStream(zip), "x.zip", Token));
    }

    [Fact]
    public async Task A_changed_ZIP_is_read_or_refused_and_nothing_else()
    {
        byte[] whole = Make(CompressionLevel.Optimal, ("a.txt", Flat[..300]), ("b/c.bin", Flat[..50]));
        Random random = new(11);
        for (int i = 0; i < 6_000; i++)
        {
            byte[] zip = [.. whole];
            for (int changes = random.Next(1, 5); changes > 0; changes--)
            {
                zip[random.Next(zip.Length)] = random.Next(3) == 0 ? byte.MaxValue : (byte)random.Next(256);
            }

            try
            {
                ZipDirectory directory = await ZipDirectory.ReadAsync(new MemoryStream(zip), "x.zip", Token);
                foreach (ZippedFile file in directory.Files)
                {
                    await ReadAsync(zip, directory, file.Name);
                }
            }
            catch (ChatFormatException)
            {
            }
        }
    }

    private static byte[] Make(CompressionLevel level, params (string Name, byte[] Content)[] files)
    {
        using MemoryStream bytes = new();
        using (ZipArchive zip = new(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in files)
            {
                using Stream entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private static async Task<byte[]> ReadAsync(byte[] zip, ZipDirectory directory, string name)
    {
        await using Stream content = await directory.OpenAsync(new MemoryStream(zip), directory.Find(name)!, Token);
        using MemoryStream read = new();
        await content.CopyToAsync(read, Token);
        return read.ToArray();
    }
}
