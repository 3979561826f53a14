namespace Satchel.Chats.WhatsApp.Crypt;

/// <summary>The <c>backup_metadata</c> of a header made from nothing.</summary>
internal static class CryptMetadata
{
    // Fields 5 to 37 say of each migration of the database that it is done; WhatsApp writes all of them.
    private const int FirstMigration = 5;
    private const int LastMigration = 37;

    /// <summary>What a whole backup of a database says, with the last two digits of the phone number.</summary>
    public static byte[] Minimal(string appVersion = "2.24.1.78", string numberSuffix = "00")
    {
        ProtobufBuilder metadata = new();
        metadata.Add(1, System.Text.Encoding.UTF8.GetBytes(appVersion));
        metadata.Add(3, System.Text.Encoding.UTF8.GetBytes(numberSuffix));
        metadata.Add(4, 1);
        for (int migration = FirstMigration; migration <= LastMigration; migration++)
        {
            metadata.Add(migration, 1);
        }

        return metadata.Written.ToArray();
    }
}
