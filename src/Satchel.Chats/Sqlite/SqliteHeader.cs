using System.Buffers.Binary;

namespace Satchel.Chats.Sqlite;

/// <summary>What the first 100 bytes of a database file say.</summary>
public sealed record SqliteHeader
{
    /// <summary>Length of the header, at the start of page 1.</summary>
    public const int Length = 100;

    private const int WriterVersion = 3_040_001;   // of SQLite: what we write is what this one does

    /// <summary>Bytes of a page, 512 … 65,536.</summary>
    public required int PageSize { get; init; }

    /// <summary>Bytes at the end of each page that are not SQLite's.</summary>
    public required int ReservedBytes { get; init; }

    /// <summary>Pages of the database; the file may be longer.</summary>
    public required uint PageCount { get; init; }

    /// <summary>How texts are stored.</summary>
    public required SqliteEncoding Encoding { get; init; }

    /// <summary>1 … 4; 0 in a database that never had a table.</summary>
    public required int SchemaFormat { get; init; }

    /// <summary>0 none, 1 full, 2 incremental.</summary>
    public required int AutoVacuum { get; init; }

    /// <summary>PRAGMA user_version.</summary>
    public required int UserVersion { get; init; }

    /// <summary>PRAGMA application_id.</summary>
    public required int ApplicationId { get; init; }

    /// <summary>Goes up with each change, outside of write-ahead logging.</summary>
    public required uint ChangeCounter { get; init; }

    /// <summary>Whether the database is kept with a write-ahead log.</summary>
    public required bool UsesWal { get; init; }

    /// <summary>Whether a later SQLite made it in a way that this one only reads.</summary>
    public required bool IsReadOnlyFormat { get; init; }

    /// <summary>Bytes of a page that are SQLite's.</summary>
    public int UsableSize => PageSize - ReservedBytes;

    /// <summary>The magic of a database file.</summary>
    public static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    /// <summary>Reads a header.</summary>
    /// <exception cref="ChatFormatException">It is not one, or not one that we know.</exception>
    public static SqliteHeader Parse(ReadOnlySpan<byte> bytes, long fileBytes, string where)
    {
        if (bytes.Length < Length || !bytes.StartsWith(Magic))
        {
            throw new ChatFormatException(ChatFormatProblem.NotThisFormat, where, "not a SQLite database, or an encrypted one.");
        }

        int pageSize = BinaryPrimitives.ReadUInt16BigEndian(bytes[16..]);
        pageSize = pageSize == 1 ? 65_536 : pageSize;
        int reserved = bytes[20];
        if (pageSize < 512 || !int.IsPow2(pageSize) || pageSize - reserved < 480)
        {
            throw Damaged(where, $"pages of {pageSize} bytes, {reserved} of them reserved");
        }

        if (bytes[21] != 64 || bytes[22] != 32 || bytes[23] != 32)
        {
            throw Damaged(where, "payload fractions that SQLite never writes");
        }

        if (bytes[19] > 2)
        {
            throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, where, $"read version {bytes[19]}; 1 and 2 are known.");
        }

        int format = ReadInt(bytes, 44);
        int encoding = ReadInt(bytes, 56);
        if (format is < 0 or > 4 || encoding is < 0 or > 3)
        {
            throw new ChatFormatException(ChatFormatProblem.UnsupportedVersion, where, $"schema format {format}, encoding {encoding}.");
        }

        return new SqliteHeader
        {
            PageSize = pageSize,
            ReservedBytes = reserved,
            PageCount = CountPages(bytes, fileBytes / pageSize, where),
            Encoding = encoding == 0 ? SqliteEncoding.Utf8 : (SqliteEncoding)encoding,
            SchemaFormat = format,
            AutoVacuum = ReadInt(bytes, 52) == 0 ? 0 : ReadInt(bytes, 64) == 0 ? 1 : 2,
            UserVersion = ReadInt(bytes, 60),
            ApplicationId = ReadInt(bytes, 68),
            ChangeCounter = BinaryPrimitives.ReadUInt32BigEndian(bytes[24..]),
            UsesWal = bytes[18] == 2,
            IsReadOnlyFormat = bytes[18] > 2,
        };
    }

    /// <summary>Writes the header of a file that was just made.</summary>
    internal static void Write(Span<byte> header, SqliteDescription description, uint pageCount, uint firstFree, uint freeCount, uint largestRoot)
    {
        header.Clear();
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16BigEndian(header[16..], (ushort)(description.PageSize == 65_536 ? 1 : description.PageSize));
        header[18] = header[19] = 1;   // a write-ahead log is told of last: nobody makes one until then
        header[20] = (byte)description.ReservedBytes;
        header[21] = 64;
        header[22] = 32;
        header[23] = 32;
        WriteInt(header, 24, 1);   // change counter
        BinaryPrimitives.WriteUInt32BigEndian(header[28..], pageCount);
        BinaryPrimitives.WriteUInt32BigEndian(header[32..], firstFree);
        BinaryPrimitives.WriteUInt32BigEndian(header[36..], freeCount);
        WriteInt(header, 40, 1);   // schema cookie
        WriteInt(header, 44, description.SchemaFormat);
        BinaryPrimitives.WriteUInt32BigEndian(header[52..], description.AutoVacuum == 0 ? 0 : largestRoot);
        WriteInt(header, 56, (int)description.Encoding);
        WriteInt(header, 60, description.UserVersion);
        WriteInt(header, 64, description.AutoVacuum == 2 ? 1 : 0);
        WriteInt(header, 68, description.ApplicationId);
        WriteInt(header, 92, 1);   // the change counter that the page count is valid for
        WriteInt(header, 96, WriterVersion);
    }

    // As SQLite does: the count in the header holds only if its writer knew of it (change counter = version-valid-for).
    private static uint CountPages(ReadOnlySpan<byte> bytes, long inFile, string where)
    {
        uint told = BinaryPrimitives.ReadUInt32BigEndian(bytes[28..]);
        bool isValid = told != 0 && bytes.Slice(24, 4).SequenceEqual(bytes.Slice(92, 4));
        if (isValid && told > inFile)
        {
            throw new ChatFormatException(ChatFormatProblem.Truncated, where, $"{inFile} pages are there of {told}.");
        }

        long count = isValid ? told : inFile;
        if (count > SqliteLimits.Pages)
        {
            throw new ChatFormatException(ChatFormatProblem.LimitExceeded, where, $"{count} pages; at most {SqliteLimits.Pages} are read.");
        }

        return count > 0 ? (uint)count : throw new ChatFormatException(ChatFormatProblem.Truncated, where, "ends inside its first page.");
    }

    private static void WriteInt(Span<byte> bytes, int offset, int value) => BinaryPrimitives.WriteInt32BigEndian(bytes[offset..], value);

    private static int ReadInt(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadInt32BigEndian(bytes[offset..]);

    private static ChatFormatException Damaged(string where, string what) => new(ChatFormatProblem.Damaged, where, $"the header tells of {what}.");
}
