using Microsoft.Win32.SafeHandles;
using Satchel.Storage.FileSystem;

namespace Satchel.Storage.Tests;

public sealed class UncachedWritingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("satchel-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 0, 0)]
    [InlineData(65_536, 0, 0)]
    [InlineData(65_537, 0, 0)]
    [InlineData(1_071_000, 0, 0)]
    [InlineData(1_071_000, 1, 0)]
    [InlineData(1_071_000, 0, 1)]
    [InlineData(1_071_000, 0, 1_071_000)]
    [InlineData(100_000, 0, 8_192)]
    public void What_is_written_is_what_is_read_however_it_lies(int lengthBytes, int misplacedBytes, int offset)
    {
        Memory<byte> content = UncachedWriting.Allocate(lengthBytes + misplacedBytes)[misplacedBytes..];
        new Random(lengthBytes).NextBytes(content.Span);
        string path = Path.Combine(_folder, "file");

        using (SafeFileHandle file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write))
        {
            RandomAccess.Write(file, new byte[offset], 0);
            UncachedWriting.Write(file, content.Span, offset);
        }

        byte[] read = File.ReadAllBytes(path);
        Assert.Equal(offset + lengthBytes, read.Length);
        Assert.True(read.AsSpan(offset).SequenceEqual(content.Span));
        Assert.False(read.AsSpan(0, offset).ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void A_file_system_in_memory_takes_what_is_written_too()
    {
        const string InMemory = "/dev/shm";
        Assert.SkipUnless(Directory.Exists(InMemory), "there is no file system in memory here");
        Memory<byte> content = UncachedWriting.Allocate(200_000);
        new Random(7).NextBytes(content.Span);
        string path = Path.Combine(InMemory, Path.GetRandomFileName());
        try
        {
            using (SafeFileHandle file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write))
            {
                UncachedWriting.Write(file, content.Span, 0);
            }

            Assert.True(File.ReadAllBytes(path).AsSpan().SequenceEqual(content.Span));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
