using Satchel.Spool;

namespace Satchel.Tests.Journeys;

public sealed class SortedSpoolTests
{
    [Theory]
    [InlineData(0, 1000, 1_000_000)]
    [InlineData(5000, 1000, 1_000_000)]
    [InlineData(5000, 1000, 2000)]
    [InlineData(3000, 3, 5000)]
    public void Entries_come_out_sorted_however_little_fits_into_memory(int count, int keys, int bufferBytes)
    {
        string folder = Directory.CreateTempSubdirectory("satchel-spool-").FullName;
        Random random = new(count + bufferBytes);
        List<(byte[] Key, byte[] Payload)> added = [];
        using SortedSpool spool = new(folder, bufferBytes);
        for (int i = 0; i < count; i++)
        {
            byte[] key = BitConverter.GetBytes(random.Next(keys))[..random.Next(1, 5)];
            byte[] payload = new byte[random.Next(300) == 0 ? 100_000 : random.Next(60)];
            random.NextBytes(payload);
            spool.Add(key, payload);
            added.Add((key, payload));
        }

        List<(byte[] Key, byte[] Payload)> read = [.. spool.Read().Select(e => (e.Key.ToArray(), e.Payload.ToArray()))];

        Assert.Equal(Lines(added), Lines(read));
        for (int i = 1; i < read.Count; i++)
        {
            Assert.True(read[i - 1].Key.AsSpan().SequenceCompareTo(read[i].Key) <= 0);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Directory.Delete(folder);
    }

    private static List<string> Lines(List<(byte[] Key, byte[] Payload)> entries) =>
        [.. entries.Select(e => $"{Convert.ToHexString(e.Key)} {Convert.ToHexString(e.Payload)}").Order(StringComparer.Ordinal)];
}
