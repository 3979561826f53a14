using Satchel.Chats.Sqlite;

namespace Satchel.Cli.Samples;

/// <summary>Writes the rows that a message takes.</summary>
internal sealed class SampleRows : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly Dictionary<string, RowInserter> _tables = [];
    private readonly RowInserter _messages;
    private readonly RowInserter? _fullText;
    private long _addOn;

    public SampleRows(SqliteDatabase database)
    {
        _database = database;
        _messages = new RowInserter(database, "message", "_id,chat_row_id,from_me,key_id,sender_jid_row_id,status,broadcast,recipient_count,origination_flags,origin,timestamp,received_timestamp,receipt_server_timestamp,message_type,text_data,starred,lookup_tables,message_add_on_flags,view_mode,sort_id");
        _fullText = database.ColumnsOf("message_ftsv2").Count > 0 ? new RowInserter(database, "message_ftsv2", "docid,content,fts_jid,fts_namespace") : null;
        _addOn = database.ReadInteger("SELECT max(_id) FROM message_add_on") ?? 0;
    }

    /// <summary>A table's inserter, made once.</summary>
    public RowInserter Into(string table, string columns)
    {
        if (!_tables.TryGetValue(table, out RowInserter? inserter))
        {
            bool replace = table is "receipt_user" or "message_edit_info" or "message_revoked" or "message_mentions";
            inserter = new RowInserter(_database, table, columns, replace);
            _tables.Add(table, inserter);
        }

        return inserter;
    }

    /// <summary>The row of <c>message</c> itself.</summary>
    public void Add(SampleMessage message)
    {
        _messages.Add(message.Id).Add(message.Chat.RowId).Add(message.FromMe ? 1 : 0).Add(message.KeyId).Add(message.Sender)
            .Add(message.Status ?? (message.FromMe ? 13 : 0)).Add(message.Broadcast ? 1 : 0).Add(message.RecipientCount)
            .Add(message.OriginationFlags).Add(message.Origin).Add(message.SentAt)
            .Add(message.FromMe ? 0 : message.SentAt + 350 + (long)(message.Fate * 1000)).Add(message.FromMe ? message.SentAt + 200 : -1)
            .Add(message.Type).Add(message.Text).Add(message.Fate > 0.999 ? 1 : 0).Add(message.Lookup).Add(message.AddOnFlags)
            .Add(message.ViewMode).Add(message.Id).Insert();
        if (message.Text is { } text)
        {
            _fullText?.Add(message.Id).Add(text.ToLowerInvariant()).Add(message.Chat.JidRowId).Add("0").Insert();
        }
    }

    /// <summary>A row of <c>message_add_on</c>: a reaction (56), a vote (67), a pin (79).</summary>
    /// <returns>Its row.</returns>
    public long AddAddOn(int type, long chat, bool fromMe, string keyId, long sender, long message, long at)
    {
        Into("message_add_on", "_id,chat_row_id,from_me,key_id,sender_jid_row_id,parent_message_row_id,timestamp,status,message_add_on_type,received_timestamp")
            .Add(++_addOn).Add(chat).Add(fromMe ? 1 : 0).Add(keyId).Add(sender).Add(message).Add(at).Add(0).Add(type).Add(at + 500).Insert();
        return _addOn;
    }

    public void AddReaction(long chat, bool fromMe, string keyId, long sender, long message, long at, string emoji) =>
        Into("message_add_on_reaction", "message_add_on_row_id,reaction,sender_timestamp")
            .Add(AddAddOn(56, chat, fromMe, keyId, sender, message, at)).Add(emoji).Add(at).Insert();

    public void AddReceipt(long message, long user, long deliveredAt, long readAt) =>
        Into("receipt_user", "message_row_id,receipt_user_jid_row_id,receipt_timestamp,read_timestamp")
            .Add(message).Add(user).Add(deliveredAt).Add(readAt).Insert();

    public void AddEdit(long message, string keyId, long at) =>
        Into("message_edit_info", "message_row_id,original_key_id,edited_timestamp,sender_timestamp").Add(message).Add(keyId).Add(at).Add(at - 900).Insert();

    public void AddRevocation(long message, string keyId, long? admin, long at)
    {
        RowInserter row = Into("message_revoked", "message_row_id,revoked_key_id,admin_jid_row_id,revoke_timestamp").Add(message).Add(keyId);
        (admin is { } jid ? row.Add(jid) : row.AddNull()).Add(at).Insert();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _messages.Dispose();
        _fullText?.Dispose();
        foreach (RowInserter inserter in _tables.Values)
        {
            inserter.Dispose();
        }
    }
}
