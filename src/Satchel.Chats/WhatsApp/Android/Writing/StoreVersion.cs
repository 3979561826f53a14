using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>Whether a store is of a version that the writer knows.</summary>
internal static class StoreVersion
{
    private static readonly string[] MessageColumns =
        ["_id", "chat_row_id", "from_me", "key_id", "sender_jid_row_id", "status", "timestamp", "message_type", "text_data", "sort_id"];

    /// <summary>Refuses what is not known.</summary>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.UnsupportedVersion"/>.</exception>
    public static void Check(SqliteDatabase database, string where, bool force)
    {
        MsgstoreSchema schema = new(database);
        if (!schema.HasModern)
        {
            // Nothing could be put anywhere, so that no insisting helps.
            throw Refusal(where, schema.HasLegacy
                ? "is of the layout that WhatsApp had until 2021 (table messages, no table message); update WhatsApp on that phone and back it up again"
                : "has neither the tables message, chat and jid nor the table messages of WhatsApp");
        }

        foreach (string column in MessageColumns)
        {
            if (!schema.Has("message", column))
            {
                throw Refusal(where, $"its table message has no column {column}, which every known version has");
            }
        }

        if (!force && schema.HasLegacy && database.ReadInteger("SELECT 1 FROM messages WHERE key_remote_jid <> '-1' LIMIT 1") is not null
            && database.ReadInteger("SELECT 1 FROM message WHERE chat_row_id > 0 LIMIT 1") is null)
        {
            throw Refusal(where, "is of 2021 or early 2022: its messages still stand in the table messages, and the app does not read the table message yet; update WhatsApp on that phone and back it up again");
        }

        if (!force && database.ReadInteger("PRAGMA user_version") is { } version && version > WhatsAppAndroidSchema.MessagesVersion)
        {
            throw Refusal(where, $"says user_version {version}; at most {WhatsAppAndroidSchema.MessagesVersion} is known");
        }
    }

    private static ChatFormatException Refusal(string where, string message) => new(ChatFormatProblem.UnsupportedVersion, where, message);
}
