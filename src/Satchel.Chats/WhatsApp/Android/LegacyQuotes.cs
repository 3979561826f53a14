using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android;

/// <summary>The copies of quoted messages that the legacy schema keeps in <c>messages_quotes</c>, found by their row.</summary>
internal sealed class LegacyQuotes : IDisposable
{
    private readonly SqliteStatement _statement;

    private LegacyQuotes(SqliteStatement statement) => _statement = statement;

    /// <summary>Opens them; null where the database has none.</summary>
    public static LegacyQuotes? Open(MsgstoreSchema schema) => schema.HasLegacy && schema.Has("messages_quotes", "key_id")
        ? new LegacyQuotes(schema.Database.Prepare(
            $"SELECT {schema.Columns("messages_quotes", "key_id", "key_from_me", "remote_resource", "data", "media_caption", "media_name")} FROM messages_quotes t WHERE t._id = ?1"))
        : null;

    /// <summary>The quote of a row, or null.</summary>
    public Quote? Find(long row, ChatEntry chat, JidDirectory jids, string? accountId)
    {
        _statement.Reset();
        _statement.Bind(1, row);
        if (!_statement.Step())
        {
            return null;
        }

        string? sender = _statement.Integer(1) != 0 ? accountId : chat.Peer ?? jids.Find(_statement.Text(2));
        string text = _statement.Text(3);
        text = text.Length > 0 ? text : _statement.Text(4);
        text = text.Length > 0 ? text : _statement.Text(5);
        return new Quote(_statement.Text(0) is { Length: > 0 } id ? id : null, sender, text.Length > 0 ? text : null);
    }

    /// <inheritdoc/>
    public void Dispose() => _statement.Dispose();
}
