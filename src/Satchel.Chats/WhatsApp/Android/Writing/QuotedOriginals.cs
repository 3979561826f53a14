using System.Globalization;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>
/// Adds to each quote what only the quoted message tells: when it was sent, what it is, its file, and whose it is where the source did not say. All at
/// once when every message is there, so that none has to be looked up while they are written.
/// </summary>
internal static class QuotedOriginals
{
    /// <summary>What stands in place of the sender until the original tells.</summary>
    public const long UnknownSender = -1;

    private static readonly string[] MediaColumns = ["file_path", "mime_type", "file_size", "file_length", "width", "height", "file_hash", "media_duration", "transferred"];

    /// <summary>Copies it for the quotes of new messages.</summary>
    /// <param name="store">The store.</param>
    /// <param name="lastOldRow">The last message that is not new.</param>
    /// <param name="ownerIsUnknown">Whether a quote of nobody may be the owner's.</param>
    public static void Copy(TargetStore store, long lastOldRow, bool ownerIsUnknown)
    {
        if (store.Table("message_quoted") is not { } quoted)
        {
            return;
        }

        string isNew = $"message_quoted.message_row_id > {lastOldRow.ToString(CultureInfo.InvariantCulture)}";
        const string Original = "o.chat_row_id = message_quoted.parent_message_chat_row_id AND o.from_me IN (0, 1) AND o.key_id = message_quoted.key_id";
        string[] columns = ["timestamp", "message_type", "origin"];
        string copied = string.Join(", ", columns.Where(column => quoted.Has(column) && store.Has("message", column)).Select(column => $"{column} = o.{column}"));
        if (copied.Length > 0)
        {
            store.Database.Execute($"UPDATE message_quoted SET {copied} FROM message o WHERE {isNew} AND {Original}");
        }

        store.Database.Execute($"UPDATE message_quoted SET from_me = o.from_me, sender_jid_row_id = o.sender_jid_row_id FROM message o WHERE {isNew} AND message_quoted.sender_jid_row_id = {UnknownSender} AND {Original}");
        store.Database.Execute($"UPDATE message_quoted SET sender_jid_row_id = 0, from_me = {(ownerIsUnknown ? 1 : 0)} WHERE {isNew} AND sender_jid_row_id = {UnknownSender}");
        CopyMedia(store, isNew, Original);
    }

    private static void CopyMedia(TargetStore store, string isNew, string original)
    {
        if (store.Table("message_quoted_media") is not { } quotedMedia || store.Table("message_media") is not { } media)
        {
            return;
        }

        string[] columns = [.. MediaColumns.Where(column => quotedMedia.Has(column) && media.Has(column))];
        if (columns.Length > 0)
        {
            store.Database.Execute(
                $"""
                 INSERT OR IGNORE INTO message_quoted_media (message_row_id, {string.Join(", ", columns)})
                 SELECT message_quoted.message_row_id, {string.Join(", ", columns.Select(column => "m." + column))}
                 FROM message_quoted CROSS JOIN message o ON {original} CROSS JOIN message_media m ON m.message_row_id = o._id WHERE {isNew}
                 """);
        }
    }
}
