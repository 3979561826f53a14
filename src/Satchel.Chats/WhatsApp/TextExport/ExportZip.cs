using System.Buffers.Binary;
using System.IO.Compression;

namespace Satchel.Chats.WhatsApp.TextExport;

/// <summary>Exports in a ZIP: the text, and the media beside it.</summary>
internal sealed class ExportZip : IDisposable
{
    private const int MaxTexts = 64;
    private const int EndBytes = 22;
    private const int MaxCommentBytes = ushort.MaxValue;

    private readonly string _path;
    private readonly ZipArchive _zip;
    private readonly Dictionary<string, string> _places = new(StringComparer.Ordinal);

    private ExportZip(string path, ZipArchive zip)
    {
        _path = path;
        _zip = zip;
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            if (entry.Name.Length > 0)
            {
                _places.TryAdd(entry.Name, entry.FullName);
            }
        }
    }

    /// <summary>Whether a file begins as a ZIP does.</summary>
    public static bool IsZip(string path)
    {
        Span<byte> front = stackalloc byte[4];
        using FileStream file = ExportFiles.Open(path);
        return file.ReadAtLeast(front, front.Length, throwOnEndOfStream: false) == front.Length && front.SequenceEqual("PK\u0003\u0004"u8);
    }

    /// <summary>Whether a ZIP holds an exported chat.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool HoldsChat(string path)
    {
        try
        {
            using ExportZip zip = Open(path);
            return zip.Texts().Count > 0;
        }
        catch (ChatFormatException)
        {
            return false;   // damaged, or no ZIP: nothing that can be told for a chat
        }
    }

    /// <summary>Opens a reader of the chats in a ZIP.</summary>
    /// <exception cref="ChatFormatException">It is damaged or no ZIP.</exception>
    public static TextExportReader OpenReader(string path, ReaderOptions options)
    {
        ExportZip zip = Open(path);
        try
        {
            return new TextExportReader([.. zip.Texts().Select(zip.TextOf)], options, TimeProvider.System, zip);
        }
        catch
        {
            zip.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _zip.Dispose();

    private static ExportZip Open(string path)
    {
        string where = Path.GetFileName(path);
        FileStream file = ExportFiles.Open(path);
        try
        {
            CheckDirectory(file, where);
            return new ExportZip(path, new ZipArchive(file, ZipArchiveMode.Read));
        }
        catch (Exception failure) when (failure is InvalidDataException or ArgumentException or NotSupportedException or OverflowException)
        {
            file.Dispose();
            throw new ChatFormatException(ChatFormatProblem.Damaged, where, "is no whole ZIP", failure);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // The directory is read at once, so its size is looked at first: it stands at the end of the file.
    private static void CheckDirectory(FileStream file, string where)
    {
        int length = (int)Math.Min(file.Length, EndBytes + MaxCommentBytes);
        byte[] tail = new byte[length];
        file.Seek(-length, SeekOrigin.End);
        file.ReadExactly(tail);
        file.Seek(0, SeekOrigin.Begin);
        int end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + EndBytes > length)
        {
            throw new ChatFormatException(ChatFormatProblem.Truncated, where, "has no directory of its files at its end, as a ZIP has");
        }

        // A ZIP of more than 4 GiB says FFFFFFFF here; its directory then lies between an offset that is told elsewhere and this place.
        ushort entries = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(end + 10));
        uint bytes = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 12));
        bool isLarge = entries == ushort.MaxValue || bytes == uint.MaxValue;
        int locator = end - 20;
        if (isLarge && locator >= 0 && tail.AsSpan(locator).StartsWith("PK\u0006\u0007"u8))
        {
            CheckLargeDirectory(file, BinaryPrimitives.ReadUInt64LittleEndian(tail.AsSpan(locator + 8)), where);
        }
        else if (bytes > ExportLimits.MaxZipDirectoryBytes)
        {
            throw TooLarge(where);
        }
    }

    private static void CheckLargeDirectory(FileStream file, ulong offset, string where)
    {
        Span<byte> record = stackalloc byte[56];
        if (offset > (ulong)Math.Max(0, file.Length - record.Length))
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, where, "names a place behind its end for its directory");
        }

        file.Seek((long)offset, SeekOrigin.Begin);
        file.ReadExactly(record);
        file.Seek(0, SeekOrigin.Begin);
        if (BinaryPrimitives.ReadUInt64LittleEndian(record[32..]) > ExportLimits.MaxZipEntries || BinaryPrimitives.ReadUInt64LittleEndian(record[40..]) > (ulong)ExportLimits.MaxZipDirectoryBytes)
        {
            throw TooLarge(where);
        }
    }

    private static ChatFormatException TooLarge(string where) =>
        new(ChatFormatProblem.LimitExceeded, where, $"has a larger directory than the {ExportLimits.MaxZipEntries} files that are read");

    private List<ZipArchiveEntry> Texts()
    {
        string where = Path.GetFileName(_path);
        if (_zip.Entries.Count > ExportLimits.MaxZipEntries)
        {
            throw TooLarge(where);
        }

        List<ZipArchiveEntry> texts = [];
        int looked = 0;
        foreach (ZipArchiveEntry entry in _zip.Entries.OrderBy(e => e.FullName, StringComparer.Ordinal))
        {
            bool isCandidate = ExportFiles.IsTextName(entry.Name) && !entry.FullName.StartsWith("__MACOSX", StringComparison.Ordinal) && entry.FullName.Count(c => c == '/') <= 1;
            if (isCandidate && looked++ < MaxTexts && IsChat(entry))
            {
                texts.Add(entry);
            }
        }

        return texts;
    }

    private static bool IsChat(ZipArchiveEntry entry)
    {
        try
        {
            using Stream stream = entry.Open();
            return ExportRecognition.IsChat(stream, entry.Name);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private ExportText TextOf(ZipArchiveEntry entry)
    {
        string name = Path.GetFileName(_path);
        return new ExportText
        {
            FileName = entry.Name,
            ContainerName = name,
            Where = name,
            Open = () => OpenText(entry),
            PathOf = file => $"{name}/{_places.GetValueOrDefault(file, file)}",
            OpenBeside = file => _places.TryGetValue(file, out string? place) && _zip.GetEntry(place) is { Length: <= ExportLimits.MaxCardBytes } beside ? Buffered(beside) : null,
        };
    }

    private InflatedText OpenText(ZipArchiveEntry entry)
    {
        string where = $"{Path.GetFileName(_path)}, {entry.FullName}";
        if (entry.Length > ExportLimits.MaxTextBytes || (entry.Length > ExportLimits.MinRatioBytes && entry.Length / ExportLimits.MaxTextRatio > entry.CompressedLength))
        {
            throw new ChatFormatException(ChatFormatProblem.LimitExceeded, where, $"says it inflates from {entry.CompressedLength} to {entry.Length} bytes, as no chat does");
        }

        try
        {
            return new InflatedText(entry.Open(), entry.Length, where);
        }
        catch (InvalidDataException failure)
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, where, "cannot be inflated", failure);
        }
    }

    private static MemoryStream? Buffered(ZipArchiveEntry entry)
    {
        try
        {
            using Stream stream = entry.Open();
            byte[] bytes = new byte[ExportLimits.MaxCardBytes];
            return new MemoryStream(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false), writable: false);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
