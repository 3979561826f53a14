using System.Security.Cryptography;
using System.Text;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>Finds messages of the store by the ids that they go by. Nothing of it is held in memory.</summary>
internal sealed class KnownMessages : IDisposable
{
    private const string OwnIndex = "satchel_message_key_index";
    private const string Where = "FROM message WHERE chat_row_id = ?1 AND from_me IN (0, 1) AND key_id = ?2 LIMIT 1";

    private readonly TargetStore _store;
    private readonly SqliteStatement _row;
    private readonly SqliteStatement _original;
    private readonly SqliteStatement? _otherName;
    private readonly SqliteStatement? _call;
    private readonly bool _hasOwnIndex;

    public KnownMessages(TargetStore store)
    {
        _store = store;
        if (!store.IsNew)
        {
            // What comes out of a recent backup has no index; ours goes again when the work is done.
            _hasOwnIndex = store.Database.ReadInteger("SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = 'message_key_index'") is null;
            if (_hasOwnIndex)
            {
                store.Database.Execute($"CREATE INDEX {OwnIndex} ON message (chat_row_id, from_me, key_id)");
            }

            _otherName = ReadOtherNames();
            _call = ReadCalls();
        }

        string origin = store.Has("message", "origin") ? "origin" : "0";
        _row = store.Database.Prepare($"SELECT _id {Where}");
        _original = store.Database.Prepare($"SELECT _id, from_me, sender_jid_row_id, timestamp, message_type, {origin} {Where}");
    }

    /// <summary>Whether the chat has a message that goes by this id.</summary>
    public bool Has(TargetChat chat, string key)
    {
        if (HasRow(chat.Row, key))
        {
            return true;
        }

        foreach (long other in chat.OtherRows)
        {
            if (HasRow(other, key))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the store's own call log has the call.</summary>
    public bool HasCall(string callId) => _call is not null && IsThere(_call, callId);

    /// <summary>The row that a quote is a copy of, as far as a copy needs it; null where the chat has none.</summary>
    public QuotedOriginal? FindOriginal(TargetChat chat, string key)
    {
        _original.Bind(1, chat.Row);
        _original.Bind(2, key);
        QuotedOriginal? found = _original.Step()
            ? new QuotedOriginal(_original.Integer(0), _original.Integer(1) != 0, _original.Integer(2), _original.Integer(3), _original.Integer(4), _original.Integer(5))
            : null;
        _original.Reset();
        return found;
    }

    /// <summary>Takes away what was only here for the looking up.</summary>
    public void Complete()
    {
        if (_hasOwnIndex)
        {
            _store.Database.Execute($"DROP INDEX {OwnIndex}");
        }
    }

    /// <summary>An id for something that its source gives none, the same each time: 32 hex digits, as the app's own.</summary>
    public static string MakeKey(string about) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(about)).AsSpan(0, 16));

    /// <inheritdoc/>
    public void Dispose()
    {
        _row.Dispose();
        _original.Dispose();
        _otherName?.Dispose();
        _call?.Dispose();
    }

    private bool HasRow(long chat, string key)
    {
        _row.Bind(1, chat);
        _row.Bind(2, key);
        bool found = _row.Step();
        _row.Reset();
        if (!found && _otherName is not null)
        {
            _otherName.Bind(2, chat);
            return IsThere(_otherName, key);
        }

        return found;
    }

    private static bool IsThere(SqliteStatement statement, string key)
    {
        statement.Bind(1, key);
        bool found = statement.Step();
        statement.Reset();
        return found;
    }

    // An edited or revoked message's row may go by the id of the edit; the id it was sent with stands beside it.
    private SqliteStatement? ReadOtherNames()
    {
        _store.Database.Execute("CREATE TEMP TABLE other_names (key TEXT, chat INTEGER, PRIMARY KEY (key, chat)) WITHOUT ROWID");
        foreach ((string table, string column) in (ReadOnlySpan<(string, string)>)[("message_edit_info", "original_key_id"), ("message_revoked", "revoked_key_id")])
        {
            if (_store.Has(table, column))
            {
                _store.Database.Execute($"INSERT OR IGNORE INTO other_names SELECT t.{column}, m.chat_row_id FROM {table} t JOIN message m ON m._id = t.message_row_id WHERE t.{column} <> m.key_id");
            }
        }

        return _store.Database.ReadInteger("SELECT 1 FROM other_names LIMIT 1") is null
            ? null
            : _store.Database.Prepare("SELECT 1 FROM other_names WHERE key = ?1 AND chat = ?2");
    }

    private SqliteStatement? ReadCalls()
    {
        if (!_store.Has("call_log", "call_id") || _store.Database.ReadInteger("SELECT 1 FROM call_log LIMIT 1") is null)
        {
            return null;
        }

        _store.Database.Execute("CREATE TEMP TABLE known_calls (id TEXT PRIMARY KEY) WITHOUT ROWID; INSERT OR IGNORE INTO known_calls SELECT call_id FROM call_log WHERE call_id IS NOT NULL");
        return _store.Database.Prepare("SELECT 1 FROM known_calls WHERE id = ?1");
    }
}

/// <summary>What a quote's copy needs of the message it quotes.</summary>
internal readonly record struct QuotedOriginal(long Row, bool FromMe, long SenderRow, long SentMillis, long Type, long Origin);
