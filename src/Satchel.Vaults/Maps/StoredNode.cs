namespace Satchel.Vaults.Maps;

/// <summary>
/// The head of a node's stored form (docs/format.md, section 9.4), read and compared with its limits. What follows it is
/// compressed.
/// </summary>
internal readonly ref struct StoredNode
{
    /// <summary>A leaf, whole.</summary>
    public const byte WholeLeaf = 1;

    /// <summary>A leaf, as what differs from up to three others.</summary>
    public const byte DeltaLeaf = 2;

    /// <summary>An inner node, whole.</summary>
    public const byte WholeInner = 3;

    /// <summary>An inner node, as what differs from up to three others.</summary>
    public const byte DeltaInner = 4;

    private StoredNode(byte form, int depth, Digest[] prefixes, int entriesLength, scoped ReadOnlySpan<int> lengths, ReadOnlySpan<byte> rest)
    {
        Form = form;
        Depth = depth;
        Prefixes = prefixes;
        EntriesLength = entriesLength;
        StructureLength = lengths[0];
        TextLength = lengths[1];
        RawLength = lengths[2];
        StoredStructureLength = lengths[3];
        StoredTextLength = lengths[4];
        Rest = rest;
    }

    public byte Form { get; }

    public bool IsLeaf => Form is WholeLeaf or DeltaLeaf;

    public bool IsDelta => Form is DeltaLeaf or DeltaInner;

    public int Depth { get; }

    public Digest[] Prefixes { get; }

    /// <summary>Of a leaf: the length of its entries in canonical bytes.</summary>
    public int EntriesLength { get; }

    public int StructureLength { get; }

    public int TextLength { get; }

    public int RawLength { get; }

    public int StoredStructureLength { get; }

    public int StoredTextLength { get; }

    public ReadOnlySpan<byte> Rest { get; }

    public int BodyLength => StructureLength + TextLength + RawLength;

    /// <exception cref="VaultException"><see cref="VaultProblem.Damaged"/>: it is not a node's head.</exception>
    public static StoredNode Read(ReadOnlySpan<byte> stored)
    {
        var cursor = new NodeCursor(stored);
        byte form = cursor.ReadByte();
        if (form is < WholeLeaf or > DeltaInner)
        {
            throw NodeCursor.Damaged("is of an unknown form");
        }

        bool isDelta = form is DeltaLeaf or DeltaInner;
        bool isLeaf = form is WholeLeaf or DeltaLeaf;
        int depth = 0;
        Digest[] prefixes = [];
        if (isDelta)
        {
            depth = cursor.ReadByte();
            int count = cursor.ReadByte();
            if (depth is 0 or > VaultLimits.MaxDeltaDepth || count is 0 or > VaultLimits.MaxDeltaPrefixes)
            {
                throw NodeCursor.Damaged("rests on too many others");
            }

            prefixes = new Digest[count];
            for (int i = 0; i < count; i++)
            {
                prefixes[i] = new Digest(cursor.Take(Digest.LengthBytes));
            }
        }

        Span<int> lengths = stackalloc int[5];
        int entriesLength = isLeaf ? cursor.ReadLength(VaultLimits.MaxNodeBytes) : 0;
        lengths[0] = cursor.ReadLength(VaultLimits.MaxNodeBytes);
        if (isLeaf)
        {
            lengths[1] = cursor.ReadLength(VaultLimits.MaxNodeBytes - lengths[0]);
            lengths[2] = cursor.ReadLength(VaultLimits.MaxNodeBytes - lengths[0] - lengths[1]);
        }

        if (form == WholeLeaf)
        {
            lengths[3] = cursor.ReadLength(lengths[0]);
            lengths[4] = cursor.ReadLength(lengths[1]);
        }

        return new StoredNode(form, depth, prefixes, entriesLength, lengths, cursor.Rest);
    }
}
