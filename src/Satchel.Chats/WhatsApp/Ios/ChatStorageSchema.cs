using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios;

/// <summary>
/// Which of the tables and columns of the iPhone's databases a database has. The numbers of Core Data's entities are not needed for reading: every table
/// holds rows of one entity.
/// </summary>
internal sealed class ChatStorageSchema(SqliteDatabase database) : KnownTables(database, ChatStorageTables.Known)
{
    /// <summary>Whether it holds messages and chats.</summary>
    public bool HasMessages => Has(ChatStorageTables.Messages, "ZCHATSESSION") && Has(ChatStorageTables.Sessions, "ZCONTACTJID");

    /// <summary>
    /// Whether rows of a table belong to a message only by the message's own pointer to them: their own is missing. Then the pointer must be followed too.
    /// </summary>
    public bool IsPointedTo(string table, string pointer) =>
        Has(table) && Has(ChatStorageTables.Messages, pointer)
        && (!Has(table, "ZMESSAGE") || Database.ReadInteger($"SELECT 1 FROM {table} WHERE ZMESSAGE IS NULL LIMIT 1") is not null);
}
