using System.Buffers.Binary;
using System.Security.Cryptography;
using Satchel.Vaults.Keys;

namespace Satchel.Vaults.Packs;

/// <summary>One pack in the making: objects lie in its buffer in plain until it is sealed where it lies.</summary>
internal sealed class PackBuilder
{
    /// <summary>
    /// What objects and directory take at most: the step of padding (docs/format.md, section 2) that the target falls
    /// into. A pack is closed by the object that would go beyond, so a full one is padded by less than an object.
    /// </summary>
    public const int CapacityBytes = 4_287_958;

    private const int MaxCountBytes = 3;   // a varint of PackDirectory.MaxEntries
    private readonly List<PackEntry> _entries = [];
    private readonly PackMemory _memory;
    private int _used = PackLayout.HeaderBytes;
    private int _directoryBytes = PackLayout.TagBytes + PackLayout.TrailerBytes + MaxCountBytes;

    public PackBuilder(PackMemory memory)
    {
        _memory = memory;
        Span<byte> salt = stackalloc byte[PackName.LengthBytes];
        RandomNumberGenerator.Fill(salt);
        Name = PackName.Read(salt);
    }

    public PackName Name { get; }

    public IReadOnlyList<PackEntry> Entries => _entries;

    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Whether an object of that length, with as many prefixes as there can be, finds room; an empty pack has room for any.</summary>
    public bool Fits(int contentBytes) =>
        IsEmpty
        || (_entries.Count < PackDirectory.MaxEntries
            && _used + contentBytes + PackLayout.TagBytes + _directoryBytes + PackDirectory.MaxEntryBytes <= CapacityBytes);

    /// <summary>Adds an object. <paramref name="content"/> is its bytes after <paramref name="codec"/>.</summary>
    public PackEntry Add(ObjectType type, ObjectCodec codec, ObjectId id, ReadOnlySpan<byte> content, int lengthBytes, NodePrefixes prefixes)
    {
        var entry = new PackEntry(type, codec, id, _used, content.Length + PackLayout.TagBytes, lengthBytes, prefixes);
        _memory.Reserve(_used + entry.SealedBytes, _used);
        content.CopyTo(_memory.Pack.Span[_used..]);
        _used += entry.SealedBytes;
        _directoryBytes += PackDirectory.MaxEntryBytes - ((VaultLimits.MaxDeltaPrefixes - prefixes.Count) * ObjectId.LengthBytes);
        _entries.Add(entry);
        return entry;
    }

    /// <summary>The bytes of an object as they were added; only until the pack is sealed.</summary>
    public ReadOnlySpan<byte> ContentOf(in PackEntry entry) => _memory.Pack.Span.Slice(entry.Offset, entry.SealedBytes - PackLayout.TagBytes);

    /// <summary>Seals the pack and opens it again as a reader would, so that what cannot be read is never handed on.</summary>
    public ReadOnlyMemory<byte> Seal(KeyRing keys)
    {
        int epoch = keys.CurrentEpoch;
        int lengthBytes = WriteDirectory(out int directoryBytes);
        Span<byte> pack = _memory.Pack.Span[..lengthBytes];
        PackLayout.WriteHeader(pack, epoch, Name);
        using (PackCipher cipher = new(keys, epoch, Name))
        {
            for (int i = 0; i < _entries.Count; i++)
            {
                PackEntry entry = _entries[i];
                cipher.SealObject(i, entry, pack.Slice(entry.Offset, entry.SealedBytes));
            }

            cipher.SealDirectory(pack[..PackLayout.HeaderBytes], pack.Slice(_used, directoryBytes));
        }

        PackOpener.Verify(keys, Name, pack, _entries);
        return _memory.Pack[..lengthBytes];
    }

    private int WriteDirectory(out int directoryBytes)
    {
        ByteWriter directory = new((_entries.Count * 32) + 16);
        PackDirectory.Write(directory, _entries);
        int leastBytes = _used + directory.Length + PackLayout.TagBytes + PackLayout.TrailerBytes;
        int lengthBytes = Math.Max(leastBytes, Math.Min(Padding.Pad(leastBytes), VaultLimits.MaxPackBytes));
        _memory.Reserve(lengthBytes, _used);
        directoryBytes = lengthBytes - PackLayout.TrailerBytes - _used;
        Span<byte> rest = _memory.Pack.Span.Slice(_used, directoryBytes);
        directory.Written.CopyTo(rest);
        rest[directory.Length..].Clear();
        BinaryPrimitives.WriteInt32LittleEndian(_memory.Pack.Span[(lengthBytes - PackLayout.TrailerBytes)..], directoryBytes);
        return lengthBytes;
    }
}
