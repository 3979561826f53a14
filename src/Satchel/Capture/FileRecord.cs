using System.Text;
using Satchel.Vaults;
using Satchel.Vaults.Maps;

namespace Satchel.Capture;

/// <summary>The record of a file in a files map (docs/format.md, 10.1).</summary>
internal sealed record FileRecord
{
    private const int PlainFields = 6;
    private const int DatabaseFields = 12;

    public required FileKind Kind { get; init; }

    public required long LengthBytes { get; init; }

    public required long ModifiedNanos { get; init; }

    public required int Mode { get; init; }

    /// <summary>SHA-256 of the file; null for folders and links, and for a database that was not read as a file.</summary>
    public Digest? Sha256 { get; init; }

    /// <summary>The chunks of a file that has more than one; else empty.</summary>
    public IReadOnlyList<Digest> Parts { get; init; } = [];

    /// <summary>Where a link leads.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>A database's description.</summary>
    public Digest? Description { get; init; }

    /// <summary>A database's rows.</summary>
    public MapRoot? Rows { get; init; }

    /// <summary>The container that a database came in.</summary>
    public string? Container { get; init; }

    /// <summary>The container's parameters.</summary>
    public string? Parameters { get; init; }

    /// <summary>The chunks of the content in order.</summary>
    public IReadOnlyList<Digest> Chunks =>
        Parts.Count > 0 ? Parts : Kind == FileKind.File && LengthBytes > 0 && Sha256 is Digest only ? [only] : [];

    public ReadOnlyMemory<byte> Encode(RecordWriter writer)
    {
        writer.Begin(Kind == FileKind.Database ? DatabaseFields : PlainFields);
        writer.AddInteger((long)Kind);
        writer.AddInteger(LengthBytes);
        writer.AddInteger(ModifiedNanos);
        writer.AddInteger(Mode);
        AddDigest(writer, Sha256);
        AddParts(writer);
        if (Kind == FileKind.Database)
        {
            AddDigest(writer, Description);
            AddDigest(writer, Rows?.Digest);
            writer.AddInteger(Rows?.Height);
            writer.AddInteger(Rows?.Entries);
            writer.AddText(Container);
            writer.AddText(Parameters);
        }

        return writer.WrittenMemory;
    }

    /// <summary>Reads a record.</summary>
    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>.</exception>
    public static FileRecord Decode(ReadOnlySpan<byte> record)
    {
        RecordReader reader = new(record);
        long kind = reader.ReadInteger() ?? 0;
        if (kind is < (long)FileKind.File or > (long)FileKind.Link)
        {
            throw new VaultException(VaultProblem.Damaged, "a files map holds an entry of an unknown kind");
        }

        FileRecord file = new()
        {
            Kind = (FileKind)kind,
            LengthBytes = reader.ReadInteger() ?? 0,
            ModifiedNanos = reader.ReadInteger() ?? 0,
            Mode = (int)((reader.ReadInteger() ?? 0) & 0xFFF),
            Sha256 = ReadDigest(ref reader),
        };
        reader.Read();
        file = file.Kind == FileKind.Link
            ? file with { LinkTarget = reader.Type == FieldType.Text ? Encoding.UTF8.GetString(reader.Bytes) : "" }
            : file with { Parts = ReadParts(reader.Bytes) };
        if (file.Kind != FileKind.Database)
        {
            return file;
        }

        Digest? description = ReadDigest(ref reader);
        Digest? root = ReadDigest(ref reader);
        long height = reader.ReadInteger() ?? 0;
        long entries = reader.ReadInteger() ?? 0;
        if (description is null || root is not Digest rows || height is < 0 or > VaultLimits.MaxHeight || entries < 0)
        {
            throw new VaultException(VaultProblem.Damaged, "a files map holds a database without its rows");
        }

        return file with
        {
            Description = description,
            Rows = new MapRoot(MapKind.Rows, rows, (int)height, entries),
            Container = reader.ReadText(),
            Parameters = reader.ReadText(),
        };
    }

    private static void AddDigest(RecordWriter writer, Digest? digest)
    {
        if (digest is not Digest value)
        {
            writer.AddNull();
            return;
        }

        Span<byte> bytes = stackalloc byte[Digest.LengthBytes];
        value.CopyTo(bytes);
        writer.AddBlob(bytes);
    }

    private static Digest? ReadDigest(ref RecordReader reader) =>
        reader.Read() && reader.Type == FieldType.Blob && reader.Bytes.Length == Digest.LengthBytes ? new Digest(reader.Bytes) : null;

    private static List<Digest> ReadParts(ReadOnlySpan<byte> bytes)
    {
        List<Digest> parts = [];
        for (; bytes.Length >= Digest.LengthBytes; bytes = bytes[Digest.LengthBytes..])
        {
            parts.Add(new Digest(bytes[..Digest.LengthBytes]));
        }

        return parts;
    }

    private void AddParts(RecordWriter writer)
    {
        if (Kind == FileKind.Link)
        {
            writer.AddText(LinkTarget);
            return;
        }

        if (Parts.Count == 0)
        {
            writer.AddNull();
            return;
        }

        byte[] bytes = new byte[Parts.Count * Digest.LengthBytes];
        for (int i = 0; i < Parts.Count; i++)
        {
            Parts[i].CopyTo(bytes.AsSpan(i * Digest.LengthBytes));
        }

        writer.AddBlob(bytes);
    }
}
