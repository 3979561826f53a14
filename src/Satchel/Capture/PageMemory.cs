using System.Buffers.Binary;
using Satchel.Vaults;

namespace Satchel.Capture;

/// <summary>
/// What the pages of a database were when its rows were last captured: a hash of each, and which rows it could hold. It holds good for
/// one <c>rows</c> map. Lives in the cache; without it every row is compared.
/// </summary>
internal sealed class PageMemory
{
    private const int HashBytes = 16;
    private const int MarkBytes = sizeof(int) + sizeof(uint) + (2 * sizeof(long));
    private const int HeaderBytes = Digest.LengthBytes + (2 * sizeof(int));

    /// <summary>Makes it of what was found; page n stands at n - 1.</summary>
    public PageMemory(Digest rowsRoot, int pageSize, UInt128[] hashes, PageMark[] marks)
    {
        RowsRoot = rowsRoot;
        PageSize = pageSize;
        Hashes = hashes;
        Marks = marks;
    }

    /// <summary>The map for which it holds good.</summary>
    public Digest RowsRoot { get; }

    /// <summary>Bytes of a page.</summary>
    public int PageSize { get; }

    /// <summary>A hash of each page.</summary>
    public UInt128[] Hashes { get; }

    /// <summary>What each page was.</summary>
    public PageMark[] Marks { get; }

    /// <summary>Reads it from the cache; null where it is not there.</summary>
    public static PageMemory? Load(string path)
    {
        byte[]? bytes = CacheFile.Read(path);
        if (bytes is null || bytes.Length < HeaderBytes)
        {
            return null;
        }

        ReadOnlySpan<byte> rest = bytes;
        int pageSize = BinaryPrimitives.ReadInt32LittleEndian(rest[Digest.LengthBytes..]);
        int pages = BinaryPrimitives.ReadInt32LittleEndian(rest[(Digest.LengthBytes + sizeof(int))..]);
        rest = rest[HeaderBytes..];
        if (pages < 0 || rest.Length != (long)pages * (HashBytes + MarkBytes))
        {
            return null;
        }

        UInt128[] hashes = new UInt128[pages];
        PageMark[] marks = new PageMark[pages];
        for (int i = 0; i < pages; i++)
        {
            hashes[i] = BinaryPrimitives.ReadUInt128LittleEndian(rest);
            rest = rest[HashBytes..];
            marks[i] = new PageMark(
                BinaryPrimitives.ReadInt32LittleEndian(rest),
                BinaryPrimitives.ReadUInt32LittleEndian(rest[sizeof(int)..]),
                BinaryPrimitives.ReadInt64LittleEndian(rest[(2 * sizeof(int))..]),
                BinaryPrimitives.ReadInt64LittleEndian(rest[((2 * sizeof(int)) + sizeof(long))..]));
            rest = rest[MarkBytes..];
        }

        return new PageMemory(new Digest(bytes.AsSpan(0, Digest.LengthBytes)), pageSize, hashes, marks);
    }

    /// <summary>Writes it to the cache.</summary>
    public void Save(string path)
    {
        byte[] bytes = new byte[HeaderBytes + ((long)Hashes.Length * (HashBytes + MarkBytes))];
        RowsRoot.CopyTo(bytes);
        Span<byte> rest = bytes.AsSpan(Digest.LengthBytes);
        BinaryPrimitives.WriteInt32LittleEndian(rest, PageSize);
        BinaryPrimitives.WriteInt32LittleEndian(rest[sizeof(int)..], Hashes.Length);
        rest = rest[(2 * sizeof(int))..];
        for (int i = 0; i < Hashes.Length; i++)
        {
            BinaryPrimitives.WriteUInt128LittleEndian(rest, Hashes[i]);
            rest = rest[HashBytes..];
            PageMark mark = Marks[i];
            BinaryPrimitives.WriteInt32LittleEndian(rest, mark.Table);
            BinaryPrimitives.WriteUInt32LittleEndian(rest[sizeof(int)..], mark.Owner);
            BinaryPrimitives.WriteInt64LittleEndian(rest[(2 * sizeof(int))..], mark.First);
            BinaryPrimitives.WriteInt64LittleEndian(rest[((2 * sizeof(int)) + sizeof(long))..], mark.Last);
            rest = rest[MarkBytes..];
        }

        CacheFile.Write(path, bytes);
    }
}
