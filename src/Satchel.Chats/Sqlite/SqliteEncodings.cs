using System.Text;

namespace Satchel.Chats.Sqlite;

/// <summary>The encodings of databases as .NET has them.</summary>
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
