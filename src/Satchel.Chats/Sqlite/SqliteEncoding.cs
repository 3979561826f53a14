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
