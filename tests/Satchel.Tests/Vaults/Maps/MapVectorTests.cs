using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Tests.Vaults.Maps;

/// <summary>tests/vectors/maps.txt: what a second implementation must read, and this one must go on reading.</summary>
public sealed class MapVectorTests
{
    private static readonly string VectorFile = Path.Combine(RepositoryRoot(), "tests", "vectors", "maps.txt");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_vector_reads_as_its_entries()
    {
        foreach (Vector vector in Vector.ReadAll(await File.ReadAllLinesAsync(VectorFile, Token)))
        {
            var store = new MemoryNodeStore();
            foreach ((Digest digest, byte[] stored) in vector.Nodes)
            {
                store.Nodes[digest] = stored;
            }

            using var context = new MapContext(vector.EvidenceKey);
            var map = new SortedMap(store, vector.Root, context);
            List<string> read = [];
            await foreach (MapEntry entry in map.ReadAsync(KeyRange.All, Token))
            {
                read.Add($"{Hex(entry.Key.Span)} {Hex(entry.Record.Span)}");
            }

            Assert.Equal(vector.Entries, read);
        }
    }

    [Fact]
    public async Task Each_vector_is_what_the_writer_makes_of_its_entries()
    {
        string written = await WriteAllAsync();
        if (Environment.GetEnvironmentVariable("SATCHEL_APPROVE") == "1")
        {
            await File.WriteAllTextAsync(VectorFile, written, Token);
        }

        // Frames may differ with the version of libzstd; entries, digests and what is not compressed may not.
        Vector[] expected = [.. Vector.ReadAll(await File.ReadAllLinesAsync(VectorFile, Token))];
        Vector[] actual = [.. Vector.ReadAll(written.Split('\n'))];
        Assert.Equal(expected.Select(vector => vector.Root), actual.Select(vector => vector.Root));
        Assert.Equal(expected.SelectMany(vector => vector.Entries), actual.SelectMany(vector => vector.Entries));
        Assert.Equal(expected[0].Nodes[0].Stored, actual[0].Nodes[0].Stored);
    }

    [Fact]
    public async Task The_worked_example_of_the_format_is_the_first_vector()
    {
        string format = (await File.ReadAllTextAsync(Path.Combine(RepositoryRoot(), "docs", "format.md"), Token))
            .Replace(" ", "", StringComparison.Ordinal);
        Vector example = Vector.ReadAll(await File.ReadAllLinesAsync(VectorFile, Token)).First();

        Assert.Contains(example.Root.Digest.ToString(), format, StringComparison.Ordinal);
        Assert.All(example.Entries, entry => Assert.Contains(entry.Split(' ')[1], format, StringComparison.Ordinal));
        Assert.Contains(Hex(example.Nodes[0].Stored), new string([.. format.Where(char.IsAsciiHexDigitLower)]), StringComparison.Ordinal);
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(bytes);

    private static string RepositoryRoot([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", ".."));

    private static async Task<string> WriteAllAsync()
    {
        var text = new StringBuilder("# Maps (docs/format.md, section 9). An entry is a key and a record, a node its digest and its stored form, all in hex.\n");
        await AppendAsync(text, "rows-three", MapKind.Rows, Rows(3));
        await AppendAsync(text, "directory-shared-keys", MapKind.Directory, Directory());
        await AppendAsync(text, "rows-every-type", MapKind.Rows, EveryType());
        await AppendAsync(text, "history-salted", MapKind.History, History(5));
        await AppendAsync(text, "rows-delta", MapKind.Rows, Rows(60), Rows(61));
        await AppendAsync(text, "history-two-levels", MapKind.History, History(400));
        return text.ToString();
    }

    private static async Task AppendAsync(
        StringBuilder text, string name, MapKind kind, SortedDictionary<byte[], byte[]> entries, SortedDictionary<byte[], byte[]>? edited = null)
    {
        var model = new MapModel(kind);
        await model.EditAsync(entries.ToDictionary(pair => pair.Key, pair => (byte[]?)pair.Value, MapModel.KeyOrder.Instance), Token);
        if (edited is not null)
        {
            await model.EditAsync(edited.ToDictionary(pair => pair.Key, pair => (byte[]?)pair.Value, MapModel.KeyOrder.Instance), Token);
            Assert.NotEmpty(model.Store.Prefixes[model.Root!.Digest]);
        }

        text.Append(CultureInfo.InvariantCulture, $"\ncase: {name}\nkind: {kind}\n");
        text.Append(CultureInfo.InvariantCulture, $"evidence-key: {Hex(MapModel.EvidenceKey)}\n");
        foreach ((byte[] key, byte[] record) in model.Entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"entry: {Hex(key)} {Hex(record)}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"root: {model.Root!.Digest} height {model.Root.Height} entries {model.Root.Entries}\n");
        foreach ((Digest digest, byte[] stored) in model.Store.Nodes.OrderBy(node => node.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"node: {digest} {Hex(stored)}\n");
        }
    }

    private static SortedDictionary<byte[], byte[]> Rows(int count)
    {
        SortedDictionary<byte[], byte[]> rows = new(MapModel.KeyOrder.Instance);
        var writer = new RecordWriter();
        for (int i = 1; i <= count; i++)
        {
            writer.Begin(4);
            writer.AddNull();
            writer.AddInteger(1_700_000_000_000 + (i * 1500));
            writer.AddText(Hex(Digest.Of([(byte)i]).ToArray().AsSpan(0, 16)).ToUpperInvariant());
            writer.AddText(i % 3 == 0 ? "See you at the station." : i % 3 == 1 ? "Good morning!" : "On my way, ten minutes.");
            rows[MapModel.Key((i * i / 2) + 1 - (i / 2), table: 7)] = writer.Written.ToArray();
        }

        return rows;
    }

    private static SortedDictionary<byte[], byte[]> Directory()
    {
        SortedDictionary<byte[], byte[]> entries = new(MapModel.KeyOrder.Instance);
        foreach (string chat in new[] { "4915112345@s.whatsapp.net", "4915112399@s.whatsapp.net", "family-1@g.us" })
        {
            var writer = new RecordWriter();
            writer.Begin(3);
            writer.AddInteger(1_700_000_000_000);
            writer.AddNull();
            writer.AddText($$"""{"id":"{{chat}}"}""");
            entries[[3, .. Encoding.UTF8.GetBytes(chat)]] = writer.Written.ToArray();
        }

        return entries;
    }

    private static SortedDictionary<byte[], byte[]> EveryType()
    {
        SortedDictionary<byte[], byte[]> entries = new(MapModel.KeyOrder.Instance);
        var writer = new RecordWriter();
        Action<RecordWriter>[] fields =
        [
            w => w.AddNull(),
            w => w.AddInteger(long.MinValue),
            w => w.AddInteger(long.MaxValue),
            w => w.AddReal(BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_1234)),
            w => w.AddReal(-0.0),
            w => w.AddText("Ein Text, 文本"),
            w => w.AddText(""),
            w => w.AddBlob([0, 1, 2, 255]),
            w => w.AddExternal(isBlob: false, 5_000_000, [Digest.Of([1]), Digest.Of([2])]),
            w => w.AddExternal(isBlob: true, 40_000, [Digest.Of([3])]),
            w => w.AddText("AAECAwQFBgcICQoLDA0ODxAREhM="),
            w => w.AddText("00112233445566778899AABBCCDDEEFF"),
            w => w.AddText("00112233445566778899aabbccddeeff"),
        ];
        for (int row = 0; row < fields.Length; row++)
        {
            // Each row has one field more or less than its neighbours, and all types pass through each column.
            int count = fields.Length - (row % 3);
            writer.Begin(count);
            for (int i = 0; i < count; i++)
            {
                fields[(i + row) % fields.Length](writer);
            }

            entries[MapModel.Key(row - 6)] = writer.Written.ToArray();
        }

        return entries;
    }

    private static SortedDictionary<byte[], byte[]> History(int count)
    {
        SortedDictionary<byte[], byte[]> entries = new(MapModel.KeyOrder.Instance);
        for (int i = 0; i < count; i++)
        {
            byte[] chat = Encoding.UTF8.GetBytes($"49151{i % 3}@s.whatsapp.net");
            byte[] key = new byte[8 + 1 + chat.Length + 1 + 9 + 2];
            BinaryPrimitives.WriteInt64BigEndian(key, (1_700_000_000_000 + (i * 60_000L)) ^ long.MinValue);
            key[8] = (byte)chat.Length;
            chat.CopyTo(key, 9);
            key[9 + chat.Length] = 9;
            key[10 + chat.Length] = 1;
            Digest.Of([(byte)(i & 255), (byte)(i >> 8)]).ToArray().AsSpan(0, 8).CopyTo(key.AsSpan(11 + chat.Length));
            entries[key] = MapModel.Record(i % 7, 60);
        }

        return entries;
    }

    private sealed record Vector(MapRoot Root, byte[] EvidenceKey, List<string> Entries, List<(Digest Digest, byte[] Stored)> Nodes)
    {
        public static IEnumerable<Vector> ReadAll(IEnumerable<string> lines)
        {
            MapKind kind = MapKind.Files;
            byte[] key = [];
            Vector? current = null;
            List<string> entries = [];
            foreach (string line in lines)
            {
                string[] parts = line.Split(' ');
                switch (parts[0])
                {
                    case "case:":
                        if (current is not null)
                        {
                            yield return current;
                        }

                        entries = [];
                        break;
                    case "kind:":
                        kind = Enum.Parse<MapKind>(parts[1]);
                        break;
                    case "evidence-key:":
                        key = Convert.FromHexString(parts[1]);
                        break;
                    case "entry:":
                        entries.Add($"{parts[1]} {parts[2]}");
                        break;
                    case "root:":
                        var root = new MapRoot(
                            kind,
                            new Digest(Convert.FromHexString(parts[1])),
                            int.Parse(parts[3], CultureInfo.InvariantCulture),
                            long.Parse(parts[5], CultureInfo.InvariantCulture));
                        current = new Vector(root, key, entries, []);
                        break;
                    case "node:":
                        current!.Nodes.Add((new Digest(Convert.FromHexString(parts[1])), Convert.FromHexString(parts[2])));
                        break;
                    default:
                        break;
                }
            }

            if (current is not null)
            {
                yield return current;
            }
        }
    }
}
