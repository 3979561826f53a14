namespace Satchel.TestKit.WhatsApp;

/// <content>Messages and what belongs to them.</content>
public sealed partial class MsgstoreBuilder
{
    /// <summary>Adds a message; <paramref name="sender"/> is a group's sender, <paramref name="more"/> further columns. Gives its row.</summary>
    public long Message(string chat, string key, long sentMillis, long type = 0, string? text = null, bool fromMe = false, string? sender = null, params (string Column, object? Value)[] more)
    {
        List<(string Column, object? Value)> values =
        [
            ("chat_row_id", Chat(chat)), ("from_me", fromMe ? 1 : 0), ("key_id", key), ("sender_jid_row_id", sender is null ? 0 : Jid(sender)), ("timestamp", sentMillis),
            ("message_type", type), ("text_data", text),
        ];
        foreach ((string column, object? value) in new (string, object?)[]
        {
            ("status", fromMe ? 13 : 0), ("received_timestamp", fromMe ? 0 : sentMillis + 350), ("receipt_server_timestamp", fromMe ? sentMillis + 200 : -1), ("starred", 0),
            ("origination_flags", 0), ("origin", 0), ("broadcast", 0), ("recipient_count", 0), ("lookup_tables", 0), ("message_add_on_flags", 0), ("view_mode", 0),
        })
        {
            if (!Array.Exists(more, other => other.Column == column))
            {
                values.Add((column, value));
            }
        }

        values.AddRange(more);
        long row = Insert("message", [.. values]);
        Run("UPDATE message SET sort_id = _id WHERE _id = ?1", row);
        return row;
    }

    /// <summary>Gives a message its file; <paramref name="sha256"/> is stored in base64, as the app does.</summary>
    public void Media(long message, string? path, string mime, long bytes = 0, byte[]? sha256 = null, string? name = null, string? caption = null, long width = 0, long height = 0, long seconds = 0) =>
        Insert("message_media", ("message_row_id", message), ("file_path", path), ("mime_type", mime), ("file_size", path is null ? 0 : bytes), ("file_length", bytes),
            ("file_hash", sha256 is null ? null : Convert.ToBase64String(sha256)), ("media_name", name), ("media_caption", caption), ("width", width), ("height", height),
            ("media_duration", seconds), ("transferred", path is null ? 0 : 1));

    /// <summary>Makes a message a reply.</summary>
    public void Quote(long message, string chat, string key, bool fromMe, string? sender, string? text) =>
        Insert("message_quoted", ("message_row_id", message), ("chat_row_id", Chat(chat)), ("parent_message_chat_row_id", Chat(chat)), ("from_me", fromMe ? 1 : 0),
            ("sender_jid_row_id", sender is null ? 0 : Jid(sender)), ("key_id", key), ("message_type", 0), ("text_data", text));

    /// <summary>Adds a reaction; an empty one takes back what was there. Gives the add-on's row.</summary>
    public long React(long message, string emoji, long millis, bool fromMe = false, string? sender = null)
    {
        long addOn = AddOn(message, 56, millis, fromMe, sender);
        Insert("message_add_on_reaction", ("message_add_on_row_id", addOn), ("reaction", emoji), ("sender_timestamp", millis));
        return addOn;
    }

    /// <summary>Adds options to a poll and gives their rows.</summary>
    public long[] PollOptions(long message, params string[] options) =>
        [.. options.Select(option => Insert("message_poll_option", ("message_row_id", message), ("option_name", option), ("vote_total", 0)))];

    /// <summary>Adds a vote for options of a poll; none takes an earlier vote back.</summary>
    public void Vote(long message, long millis, bool fromMe, string? sender, params long[] options)
    {
        long addOn = AddOn(message, 67, millis, fromMe, sender);
        Insert("message_add_on_poll_vote", ("message_add_on_row_id", addOn), ("sender_timestamp", millis));
        foreach (long option in options)
        {
            Insert("message_add_on_poll_vote_selected_option", ("message_add_on_row_id", addOn), ("message_poll_option_id", option));
        }
    }

    /// <summary>Adds a row of the call log and gives it; <paramref name="message"/> is the message row that stands for the same call.</summary>
    public long Call(string peer, string callId, long millis, bool fromMe, bool video, long seconds, long result, string? group = null, long? message = null)
    {
        long call = Insert("call_log", ("jid_row_id", Jid(peer)), ("from_me", fromMe ? 1 : 0), ("call_id", callId), ("transaction_id", -1), ("timestamp", millis),
            ("video_call", video ? 1 : 0), ("duration", seconds), ("call_result", result), ("group_jid_row_id", group is null ? 0 : Jid(group)));
        if (message is { } row)
        {
            Insert("message_call_log", ("message_row_id", row), ("call_log_row_id", call));
        }

        return call;
    }

    /// <summary>Adds a system row with its action and the people it names.</summary>
    public long System(string chat, string key, long millis, long action, string? actor = null, string? text = null, params string[] subjects)
    {
        long row = Message(chat, key, millis, 7, text, fromMe: actor is null, sender: actor, more: ("status", 6));
        Insert("message_system", ("message_row_id", row), ("action_type", action));
        foreach (string subject in subjects)
        {
            Insert("message_system_chat_participant", ("message_row_id", row), ("user_jid_row_id", Jid(subject)));
        }

        return row;
    }

    /// <summary>Deletes a message and every row that belongs to it, as the app's triggers do.</summary>
    public void Delete(long message)
    {
        foreach ((string table, string[] columns) in MsgstoreTables.Modern)
        {
            if (table != "message" && Array.Exists(columns, column => column.StartsWith("message_row_id ", StringComparison.Ordinal)))
            {
                Run($"DELETE FROM {table} WHERE message_row_id = ?1", message);
            }
        }

        foreach (string table in (string[])["message_add_on_reaction", "message_add_on_poll_vote", "message_add_on_poll_vote_selected_option"])
        {
            Run($"DELETE FROM {table} WHERE message_add_on_row_id IN (SELECT _id FROM message_add_on WHERE parent_message_row_id = ?1)", message);
        }

        Run("DELETE FROM message_add_on WHERE parent_message_row_id = ?1", message);
        Run("DELETE FROM message WHERE _id = ?1", message);
    }

    private long AddOn(long message, int type, long millis, bool fromMe, string? sender) =>
        Insert("message_add_on", ("chat_row_id", Database.ReadInteger($"SELECT chat_row_id FROM message WHERE _id = {message}")), ("from_me", fromMe ? 1 : 0),
            ("key_id", $"ADDON{millis:X}{type}{sender}{message:X}"), ("sender_jid_row_id", sender is null ? 0 : Jid(sender)), ("parent_message_row_id", message),
            ("timestamp", millis), ("status", 0), ("message_add_on_type", type), ("received_timestamp", millis + 500));
}
