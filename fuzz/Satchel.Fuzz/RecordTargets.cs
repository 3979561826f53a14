using System.Text;
using Satchel.Capture;
using Satchel.Chats;
using Satchel.History;
using Satchel.Vaults;
using Satchel.Vaults.Maintenance;
using Satchel.Vaults.Maps;

namespace Satchel.Fuzz;

/// <summary>What maps hold: nodes, records, and the texts inside them.</summary>
internal static class RecordTargets
{
    private static readonly CancellationToken Never = CancellationToken.None;

    public static async Task<IReadOnlyList<FuzzTarget>> AllAsync()
    {
        List<FuzzTarget> targets = [];
        NodeTable nodes = new();
        MapRoot root = await FillAsync(nodes);
        (Digest top, byte[] stored) = nodes.Stored.First(node => node.Key == root.Digest);
        targets.Add(new FuzzTarget("node", [stored], bytes => ReadMapAsync(nodes, root, top, bytes)));
        (Digest leaf, byte[] leafStored) = nodes.Stored.First(node => node.Value[0] == StoredNode.WholeLeaf);
        targets.Add(new FuzzTarget("leaf", [leafStored], bytes => ReadMapAsync(nodes, root, leaf, bytes)));
        (byte[] key, byte[] record) = Message();
        targets.Add(FuzzTarget.Of("record", [record], ReadRecord));
        targets.Add(FuzzTarget.Of("message", [record], bytes => _ = RecordCodec.Decode(key, bytes)));
        targets.Add(FuzzTarget.Of("message-key", [key], bytes => _ = RecordCodec.Decode(bytes, record)));
        targets.Add(FuzzTarget.Of("participant", [Participant()], ReadParticipant));
        byte[] file = new FileRecord { Kind = FileKind.File, LengthBytes = 5, ModifiedNanos = 7, Mode = 420, Sha256 = Digest.Of([1]) }.Encode(new RecordWriter()).ToArray();
        targets.Add(FuzzTarget.Of("file", [file], ReadFile));
        targets.Add(FuzzTarget.Of("description", [Encoding.UTF8.GetBytes(Description)], bytes => _ = DatabaseDescription.Parse(bytes)));
        return targets;
    }

    private const string Description = """
        {"pageSize":4096,"encoding":1,"userVersion":1,"applicationId":0,"autoVacuum":1,"journalMode":"wal","schemaFormat":4,"reservedBytes":0,
        "schema":[{"rowid":1,"type":"table","name":"t","table":"t","rootPage":true,"sql":"CREATE TABLE t(a)"}],
        "tables":[{"number":1,"name":"t","withoutRowid":false,"columns":["a"],"rowidColumn":-1,"keyFields":0}]}
        """;

    private static async Task<MapRoot> FillAsync(NodeTable nodes)
    {
        using MapContext context = new(new byte[32]);
        MapEditor editor = new(nodes, MapKind.Rows, null, context);
        RecordWriter record = new();
        for (int i = 0; i < 4000; i++)
        {
            record.Begin(4);
            record.AddInteger(i * 1000L);
            record.AddText($"text of row {i}");
            record.AddBlob(BitConverter.GetBytes(i * 77));
            record.AddText(Convert.ToHexString(BitConverter.GetBytes((long)i << 17)));
            await editor.PutAsync(RowKey.Of(3, i), record.WrittenMemory, Never);
        }

        return await editor.CompleteAsync(Never);
    }

    // A node is found by its digest, so whatever decodes to something else is refused; what matters is that it is refused in time.
    private static async ValueTask ReadMapAsync(NodeTable nodes, MapRoot root, Digest changed, byte[] bytes)
    {
        byte[] before = nodes.Stored[changed];
        nodes.Stored[changed] = bytes;
        try
        {
            using MapContext context = new(new byte[32]);
            SortedMap map = new(nodes, root, context);
            await foreach (IReadOnlyList<MapEntry> entries in map.ReadNodesAsync(KeyRange.All, Never))
            {
                _ = entries.Count;
            }
        }
        finally
        {
            nodes.Stored[changed] = before;
        }
    }

    private static (byte[] Key, byte[] Record) Message()
    {
        Message message = new()
        {
            ChatId = "85255509999@s.whatsapp.net",
            NativeId = "3EB0AA",
            SentAtMillis = 1_700_000_000_123,
            Kind = MessageKind.Image,
            Text = "words",
            Attachments = [new Attachment { Name = "a", Mime = "image/jpeg", Path = "Media/a", LengthBytes = 9, Sha256 = new byte[32] }, new Attachment { Mime = "b" }],
            ReplyTo = new Quote("AA", null, "before"),
            Reactions = [new Reaction("z", "❤", 1_700_000_000_000)],
            Raw = "{\"type\":92}",
        };
        using RecordCodec codec = new();
        byte[] stem = new byte[HistoryKey.MaxStemBytes];
        int length = HistoryKey.WriteStem("whatsapp", message, stem);
        return (HistoryKey.WithVersion(stem.AsSpan(0, length), 3), codec.Encode(message, 77).ToArray());
    }

    private static void ReadRecord(byte[] bytes)
    {
        RecordReader reader = new(bytes);
        while (reader.Read())
        {
            _ = reader.Type;
        }

        RecordReferences.OfRow(bytes, []);
        RecordReferences.OfMessage(bytes, []);
    }

    private static byte[] Participant()
    {
        RecordWriter record = new();
        record.Begin(3);
        record.AddInteger(1_700_000_000_000);
        record.AddNull();
        record.AddText("""{"id":"120@g.us","kind":"group","title":"we","name":"Ben","phone":"+1","participants":["a","b"],"createdAt":"2023-11-14T22:13:20.000Z","archived":true}""");
        return record.WrittenMemory.ToArray();
    }

    private static void ReadParticipant(byte[] bytes)
    {
        _ = DirectoryCodec.DecodeParticipant(bytes);
        _ = DirectoryCodec.DecodeChat(bytes);
        _ = DirectoryCodec.DecodeAccount(bytes);
    }

    private static void ReadFile(byte[] bytes)
    {
        _ = FileRecord.Decode(bytes);
        _ = RecordReferences.OfFile(bytes, []);
    }
}
