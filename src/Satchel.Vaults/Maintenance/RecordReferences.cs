using Satchel.Vaults.Maps;

namespace Satchel.Vaults.Maintenance;

/// <summary>What the records of a snapshot's maps name: chunks, and the maps of databases' rows (docs/format.md, "The maps of a snapshot").</summary>
internal static class RecordReferences
{
    private const int FileDigestField = 4;
    private const int ChunksField = 5;
    private const int DescriptionField = 6;
    private const int RowsField = 7;
    private const long FileKind = 1;
    private const long DatabaseKind = 2;

    private static ReadOnlySpan<byte> ChunkMember => "\"chunk\":"u8;

    /// <summary>Of a record of <c>files</c>: its chunks, and the root of its rows where it is a database.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is not such a record.</exception>
    public static MapRoot? OfFile(ReadOnlySpan<byte> record, List<Digest> chunks)
    {
        RecordReader reader = new(record);
        long kind = reader.ReadInteger() ?? 0;
        long lengthBytes = reader.ReadInteger() ?? 0;
        Digest? file = null;
        Digest? rows = null;
        int chunksBefore = chunks.Count;
        for (int field = 2; field <= RowsField && reader.Read(); field++)
        {
            switch (field)
            {
                case FileDigestField when reader.Type == FieldType.Blob:
                    file = DigestOf(reader.Bytes);
                    break;
                case ChunksField when kind != 4 && reader.Type == FieldType.Blob:
                    AddAll(reader.Bytes, chunks);
                    break;
                case DescriptionField when reader.Type == FieldType.Blob:
                    chunks.Add(DigestOf(reader.Bytes));
                    break;
                case RowsField when reader.Type == FieldType.Blob:
                    rows = DigestOf(reader.Bytes);
                    break;
            }
        }

        if (kind == FileKind && lengthBytes > 0 && chunks.Count == chunksBefore && file is Digest whole)
        {
            chunks.Add(whole);
        }

        return kind == DatabaseKind && rows is Digest root
            ? new MapRoot(MapKind.Rows, root, checked((int)(reader.ReadInteger() ?? 0)), reader.ReadInteger() ?? 0)
            : null;
    }

    /// <summary>Of a record of <c>rows</c>: the chunks of its long fields.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is not a record.</exception>
    public static void OfRow(ReadOnlySpan<byte> record, List<Digest> chunks)
    {
        RecordReader reader = new(record);
        while (reader.Read())
        {
            if (reader.Type is FieldType.ExternalText or FieldType.ExternalBlob)
            {
                AddAll(reader.Bytes, chunks);
            }
        }
    }

    /// <summary>Of a record of <c>history</c>: what looks like <c>{"chunk": "…"}</c>; a person may have written just that.</summary>
    public static void OfMessage(ReadOnlySpan<byte> record, List<Digest> possibleChunks)
    {
        Span<char> hex = stackalloc char[2 * Digest.LengthBytes];
        for (int at = record.IndexOf(ChunkMember); at >= 0; at = record.IndexOf(ChunkMember))
        {
            record = record[(at + ChunkMember.Length)..];
            ReadOnlySpan<byte> value = record.TrimStart((byte)' ');
            if (value.Length > hex.Length + 1
                && value[0] == (byte)'"'
                && System.Text.Ascii.ToUtf16(value.Slice(1, hex.Length), hex, out _) == System.Buffers.OperationStatus.Done
                && Digest.TryParse(hex, out Digest digest))
            {
                possibleChunks.Add(digest);
            }
        }
    }

    private static void AddAll(ReadOnlySpan<byte> digests, List<Digest> chunks)
    {
        for (; digests.Length > 0; digests = digests[Digest.LengthBytes..])
        {
            chunks.Add(DigestOf(digests[..Math.Min(digests.Length, Digest.LengthBytes)]));
        }
    }

    private static Digest DigestOf(ReadOnlySpan<byte> bytes) => bytes.Length == Digest.LengthBytes
        ? new Digest(bytes)
        : throw new VaultException(VaultProblem.Damaged, $"a file's record has a digest of {bytes.Length} bytes");
}
