using System.Text;

namespace Satchel.Chats.Sqlite;

/// <summary>How a database stores its texts; the numbers are the file's.</summary>
public enum SqliteEncoding
{
    /// <summary>UTF-8.</summary>
    Utf8 = 1,

    /// <summary>UTF-16, little-endian.</summary>
    Utf16LittleEndian = 2,

    /// <summary>UTF-16, big-endian.</summary>
    Utf16BigEndian = 3,
}

internal static class SqliteEncodings
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding LittleEndian = new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding BigEndian = new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    extension(SqliteEncoding encoding)
    {
        /// <summary>The encoding as .NET has it; it throws on bytes that are not of it.</summary>
        public Encoding Strict => encoding switch
        {
            SqliteEncoding.Utf16LittleEndian => LittleEndian,
            SqliteEncoding.Utf16BigEndian => BigEndian,
            _ => Utf8,
        };
    }
}
