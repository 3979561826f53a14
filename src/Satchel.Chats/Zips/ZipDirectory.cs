using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Satchel.Chats.Zips;

/// <summary>
/// The list of the files in a ZIP (APPNOTE.TXT 6.3.10), stored or deflated. It is read from the end of a seekable stream, and holds on to none: each file is
/// opened on a stream of its own, so that several can be read at once.
/// </summary>
public sealed class ZipDirectory
{
    // The end record, with a comment of up to 65,535 bytes behind it:
    //   10 u16 files · 12 u32 bytes of the list · 16 u32 offset of the list
    // Where these are all ones, a locator of 20 bytes lies before it, whose u64 at 8 leads to the large end record:
    //   32 u64 files · 40 u64 bytes of the list · 48 u64 offset of the list
    private const int EndBytes = 22;
    private const int LocatorBytes = 20;
    private const int LargeEndBytes = 56;

    // An entry of the list: 8 u16 flags · 10 u16 method · 20 u32 stored bytes · 24 u32 bytes · 28 u16 name · 30 u16 extra · 32 u16 comment ·
    // 42 u32 offset of the file's header, then name, extra, comment.
    private const int EntryBytes = 46;

    // A file's header: 26 u16 name · 28 u16 extra, then both, then the content.
    private const int HeaderBytes = 30;
    private const ushort LargeExtra = 1;
    private const int Encrypted = 1;
    private const int Stored = 0;
    private const int Deflated = 8;

    private readonly Dictionary<string, ZippedFile> _files = new(StringComparer.Ordinal);
    private readonly string _where;

    private ZipDirectory(string where) => _where = where;

    private static ReadOnlySpan<byte> EndMark => "PK\u0005\u0006"u8;

    private static ReadOnlySpan<byte> LocatorMark => "PK\u0006\u0007"u8;

    private static ReadOnlySpan<byte> LargeEndMark => "PK\u0006\u0006"u8;

    private static ReadOnlySpan<byte> EntryMark => "PK\u0001\u0002"u8;

    private static ReadOnlySpan<byte> HeaderMark => "PK\u0003\u0004"u8;

    /// <summary>The files, without those that are encrypted or compressed in a way of which nobody makes use here.</summary>
    public IReadOnlyCollection<ZippedFile> Files => _files.Values;

    /// <summary>Reads the list.</summary>
    /// <param name="zip">The ZIP; stays open.</param>
    /// <param name="where">Its name, for messages.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="ChatFormatException">It is no ZIP, is damaged, or has more files than anybody sends.</exception>
    public static async ValueTask<ZipDirectory> ReadAsync(Stream zip, string where, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(zip);
        ZipDirectory directory = new(where);
        (long offset, long bytes) = await directory.FindListAsync(zip, cancellationToken);
        if (bytes > ZipLimits.MaxListBytes)
        {
            throw new ChatFormatException(ChatFormatProblem.LimitExceeded, where, $"has a list of its files of {bytes} bytes; at most {ZipLimits.MaxListBytes} are read");
        }

        byte[] list = await directory.ReadAtAsync(zip, offset, (int)bytes, cancellationToken);
        directory.ReadList(list, zip.Length);
        return directory;
    }

    /// <summary>The file of a name; null where there is none.</summary>
    public ZippedFile? Find(string name) => _files.GetValueOrDefault(name);

    /// <summary>Opens a file's content; it ends where the list says, or is refused.</summary>
    /// <param name="zip">The ZIP, seekable, which the content then owns.</param>
    /// <param name="file">One of the files.</param>
    /// <param name="cancellationToken">Cancels the opening.</param>
    /// <exception cref="ChatFormatException">It is damaged, or longer than anything that is sent.</exception>
    public async ValueTask<Stream> OpenAsync(Stream zip, ZippedFile file, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(zip);
        ArgumentNullException.ThrowIfNull(file);
        string where = $"{_where}, {file.Name}";
        bool isBomb = file.LengthBytes > ZipLimits.MinRatioBytes && file.LengthBytes / ZipLimits.MaxRatio > file.StoredBytes;
        if (file.LengthBytes > ZipLimits.MaxFileBytes || isBomb)
        {
            throw new ChatFormatException(ChatFormatProblem.LimitExceeded, where, $"says it is {file.LengthBytes} bytes made of {file.StoredBytes}, as no attachment is");
        }

        byte[] header = await ReadAtAsync(zip, file.HeaderOffset, HeaderBytes, cancellationToken);
        long start = file.HeaderOffset + HeaderBytes + U16(header, 26) + U16(header, 28);
        if (!header.AsSpan().StartsWith(HeaderMark) || start > zip.Length - file.StoredBytes)
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, where, "does not lie where the list says");
        }

        zip.Seek(start, SeekOrigin.Begin);
        return new ZippedContent(file.IsDeflated ? new DeflateStream(zip, CompressionMode.Decompress) : zip, file.LengthBytes, where);
    }

    private async ValueTask<(long Offset, long Bytes)> FindListAsync(Stream zip, CancellationToken cancellationToken)
    {
        int tailBytes = (int)Math.Min(zip.Length, EndBytes + LocatorBytes + ushort.MaxValue);
        byte[] tail = await ReadAtAsync(zip, zip.Length - tailBytes, tailBytes, cancellationToken);
        int end = tail.AsSpan().LastIndexOf(EndMark);
        if (end < 0 || end + EndBytes > tail.Length)
        {
            throw new ChatFormatException(ChatFormatProblem.Truncated, _where, "has no list of its files at its end, as a ZIP has");
        }

        (long offset, long bytes) = (U32(tail, end + 16), U32(tail, end + 12));
        bool isLarge = U16(tail, end + 10) == ushort.MaxValue || bytes == uint.MaxValue || offset == uint.MaxValue;
        int locator = end - LocatorBytes;
        if (!isLarge || locator < 0 || !tail.AsSpan(locator).StartsWith(LocatorMark))
        {
            return (offset, bytes);
        }

        byte[] large = await ReadAtAsync(zip, S64(tail, locator + 8), LargeEndBytes, cancellationToken);
        return large.AsSpan().StartsWith(LargeEndMark) ? (S64(large, 48), S64(large, 40)) : throw Damaged();
    }

    private void ReadList(ReadOnlySpan<byte> list, long zipBytes)
    {
        while (list.Length >= EntryBytes && list.StartsWith(EntryMark))
        {
            int nameBytes = U16(list, 28);
            int extraBytes = U16(list, 30);
            int entryBytes = EntryBytes + nameBytes + extraBytes + U16(list, 32);
            if (entryBytes > list.Length)
            {
                throw Damaged();
            }

            if (_files.Count == ZipLimits.MaxFiles)
            {
                throw new ChatFormatException(ChatFormatProblem.LimitExceeded, _where, $"has more than {ZipLimits.MaxFiles} files");
            }

            Add(list, Encoding.UTF8.GetString(list.Slice(EntryBytes, nameBytes)), list.Slice(EntryBytes + nameBytes, extraBytes), zipBytes);
            list = list[entryBytes..];
        }
    }

    // A name that comes twice is that of the first; one whose place cannot be is passed over.
    private void Add(ReadOnlySpan<byte> entry, string name, ReadOnlySpan<byte> extra, long zipBytes)
    {
        long length = U32(entry, 24);
        long stored = U32(entry, 20);
        long offset = U32(entry, 42);
        ReadLarge(extra, ref length, ref stored, ref offset);
        int method = U16(entry, 10);
        bool isReadable = (U16(entry, 8) & Encrypted) == 0 && method is Stored or Deflated;
        if (isReadable && length >= 0 && stored >= 0 && offset >= 0 && stored <= zipBytes && offset <= zipBytes - stored && (method == Deflated || stored == length))
        {
            _files.TryAdd(name, new ZippedFile(name, length, stored) { HeaderOffset = offset, IsDeflated = method == Deflated });
        }
    }

    // What does not fit into 32 bits stands in an extra field, in this order and only where it does not fit.
    private static void ReadLarge(ReadOnlySpan<byte> extra, ref long length, ref long stored, ref long offset)
    {
        while (extra.Length >= 4)
        {
            int id = U16(extra, 0);
            int bytes = U16(extra, 2);
            if (bytes > extra.Length - 4)
            {
                return;
            }

            ReadOnlySpan<byte> field = extra.Slice(4, bytes);
            if (id == LargeExtra)
            {
                Take(ref field, ref length);
                Take(ref field, ref stored);
                Take(ref field, ref offset);
                return;
            }

            extra = extra[(4 + bytes)..];
        }

        static void Take(ref ReadOnlySpan<byte> field, ref long value)
        {
            if (value == uint.MaxValue && field.Length >= sizeof(long))
            {
                value = S64(field, 0);
                field = field[sizeof(long)..];
            }
        }
    }

    private async ValueTask<byte[]> ReadAtAsync(Stream zip, long offset, int count, CancellationToken cancellationToken)
    {
        if (offset < 0 || count < 0 || offset > zip.Length - count)
        {
            throw Damaged();
        }

        byte[] bytes = new byte[count];
        zip.Seek(offset, SeekOrigin.Begin);
        return await zip.ReadAtLeastAsync(bytes, count, throwOnEndOfStream: false, cancellationToken) == count ? bytes : throw Damaged();
    }

    private ChatFormatException Damaged() => new(ChatFormatProblem.Damaged, _where, "names places that are not in it, as no whole ZIP does");

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static long S64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes[at..]);
}
