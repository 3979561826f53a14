using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Satchel.Vaults;

namespace Satchel.Capture;

/// <summary>
/// Which files of a source were read, by path and stamp. It holds good for one files map: the content of a remembered file is what that
/// map says. Lives in the cache; without it every file is read again.
/// </summary>
internal sealed class FileMemory
{
    private const int EntryBytes = 2 * sizeof(ulong);
    private const int HeaderBytes = Digest.LengthBytes + sizeof(int);

    private readonly Dictionary<ulong, ulong> _stamps;

    private FileMemory(Dictionary<ulong, ulong> stamps, Digest? filesRoot, string? account)
    {
        _stamps = stamps;
        FilesRoot = filesRoot;
        Account = account;
    }

    /// <summary>The files map for which it holds good; null where nothing is remembered.</summary>
    public Digest? FilesRoot { get; }

    /// <summary>The owner, as it was known then; the empty text where it was not.</summary>
    public string? Account { get; }

    /// <summary>An empty one.</summary>
    public static FileMemory Empty() => new([], null, null);

    /// <summary>Reads it from the cache.</summary>
    public static FileMemory Load(string path)
    {
        byte[]? bytes = CacheFile.Read(path);
        if (bytes is null || bytes.Length < HeaderBytes)
        {
            return Empty();
        }

        int accountBytes = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(Digest.LengthBytes));
        int start = HeaderBytes + accountBytes;
        Dictionary<ulong, ulong> stamps = new((bytes.Length - start) / EntryBytes);
        for (int at = start; at + EntryBytes <= bytes.Length; at += EntryBytes)
        {
            stamps[BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at))] = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at + sizeof(ulong)));
        }

        return new FileMemory(stamps, new Digest(bytes.AsSpan(0, Digest.LengthBytes)), Encoding.UTF8.GetString(bytes, HeaderBytes, accountBytes));
    }

    /// <summary>Writes it to the cache as what holds good for a files map.</summary>
    public void Save(string path, Digest filesRoot, string? account)
    {
        byte[] owner = Encoding.UTF8.GetBytes(account ?? "");
        byte[] bytes = new byte[HeaderBytes + owner.Length + (_stamps.Count * EntryBytes)];
        filesRoot.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(Digest.LengthBytes), owner.Length);
        owner.CopyTo(bytes, HeaderBytes);
        int at = HeaderBytes + owner.Length;
        foreach ((ulong file, ulong stamp) in _stamps)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), file);
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at + sizeof(ulong)), stamp);
            at += EntryBytes;
        }

        CacheFile.Write(path, bytes);
    }

    /// <summary>Whether the file is the one remembered.</summary>
    public bool Knows(ReadOnlySpan<byte> key, ulong stamp) => _stamps.TryGetValue(HashOf(key), out ulong known) && known == stamp;

    /// <summary>Remembers a file.</summary>
    public void Add(ReadOnlySpan<byte> key, ulong stamp) => _stamps[HashOf(key)] = stamp;

    /// <summary>What is remembered of a stamp.</summary>
    public static ulong StampOf(FileStamp stamp) => StampOf([stamp]);

    /// <summary>What is remembered of a database and the files beside it that belong to it.</summary>
    public static ulong StampOf(ReadOnlySpan<FileStamp?> stamps)
    {
        Span<byte> bytes = stackalloc byte[stamps.Length * 3 * sizeof(ulong)];
        for (int i = 0; i < stamps.Length; i++)
        {
            Span<byte> fields = bytes[(i * 3 * sizeof(ulong))..];
            if (stamps[i] is FileStamp stamp)
            {
                BinaryPrimitives.WriteInt64LittleEndian(fields, stamp.LengthBytes);
                BinaryPrimitives.WriteInt64LittleEndian(fields[sizeof(ulong)..], stamp.ModifiedNanos);
                BinaryPrimitives.WriteUInt64LittleEndian(fields[(2 * sizeof(ulong))..], stamp.Inode);
            }
            else
            {
                fields[..(3 * sizeof(ulong))].Fill(byte.MaxValue);
            }
        }

        return HashOf(bytes);
    }

    /// <summary>A number for a path: short enough for a million of them.</summary>
    public static ulong HashOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt64LittleEndian(hash);
    }
}
