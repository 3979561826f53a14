namespace Satchel.Chats.WhatsApp.Crypt;

/// <summary>What an encrypted backup holds, told by its first bytes.</summary>
internal enum CryptContent
{
    /// <summary>Something else.</summary>
    Other,

    /// <summary>A SQLite database.</summary>
    Sqlite,

    /// <summary>A ZIP: an increment, stickers, wallpapers.</summary>
    Zip,

    /// <summary>JSON: settings.</summary>
    Json,
}
