using System.Buffers.Binary;

namespace Satchel.Chats.Sqlite.Cipher;

/// <summary>
/// An empty plain database whose pages keep back what a scheme needs: SQLite has no command for it, and keeps to what the header of a file says.
/// </summary>
internal static class CipherTemplate
{
    private const int HeaderBytes = SqliteHeader.Length;
    private const uint SqliteVersion = 3_040_001;

    /// <summary>Makes the file; SQLite opens it and fills it.</summary>
    public static void Create(string path, CipherScheme scheme)
    {
        byte[] page = new byte[scheme.PageSize];
        SqliteHeader.Magic.CopyTo(page);
        BinaryPrimitives.WriteUInt16BigEndian(page.AsSpan(16), (ushort)scheme.PageSize);
        page[18] = page[19] = 1;                         // a rollback journal, no log
        page[20] = (byte)scheme.ReservedBytes;
        (page[21], page[22], page[23]) = (64, 32, 32);
        BinaryPrimitives.WriteUInt32BigEndian(page.AsSpan(24), 1);      // change counter
        BinaryPrimitives.WriteUInt32BigEndian(page.AsSpan(28), 1);      // pages
        BinaryPrimitives.WriteUInt32BigEndian(page.AsSpan(44), 4);      // schema format
        BinaryPrimitives.WriteUInt32BigEndian(page.AsSpan(56), 1);      // UTF-8
        BinaryPrimitives.WriteUInt32BigEndian(page.AsSpan(92), 1);      // the change counter that the page count is of
        BinaryPrimitives.WriteUInt32BigEndian(page.AsSpan(96), SqliteVersion);
        page[HeaderBytes] = 0x0D;                                       // an empty leaf of a table
        BinaryPrimitives.WriteUInt16BigEndian(page.AsSpan(HeaderBytes + 5), (ushort)scheme.CipherEnd);
        File.WriteAllBytes(path, page);
    }
}
