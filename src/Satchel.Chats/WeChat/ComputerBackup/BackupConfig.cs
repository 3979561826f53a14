using System.Text;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp.Crypt;

namespace Satchel.Chats.WeChat.ComputerBackup;

/// <summary>Reads whose backup it is.</summary>
internal static class BackupConfig
{
    private const string MainKey = "100000";
    private const int MaxNameBytes = 256;

    /// <summary>The owner's user name; null where the database does not tell.</summary>
    public static string? OwnerOf(SqliteDatabase database, BackupSchema schema)
    {
        if (!schema.Has("Config"))
        {
            return null;
        }

        using SqliteStatement config = database.Prepare("SELECT Buf FROM Config WHERE CAST(Key AS TEXT) = ?1");
        config.Bind(1, MainKey);
        while (config.Step())
        {
            ProtobufCursor fields = new(config.Blob(0));
            while (fields.TryReadField())
            {
                if (fields is { Field: 1, IsNumber: false, Bytes.Length: > 0 and <= MaxNameBytes })
                {
                    return Encoding.UTF8.GetString(fields.Bytes);
                }
            }
        }

        return null;
    }
}
