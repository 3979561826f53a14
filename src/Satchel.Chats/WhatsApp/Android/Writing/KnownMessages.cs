using System.Security.Cryptography;
using System.Text;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>Finds messages of the store by the ids that they go by. Nothing of it is held in memory.</summary>
internal sealed class KnownMessages : IDisposable
{
    private const string OwnIndex = "satchel_message_key_index";
    private const string Query = "SELECT 1 FROM message WHERE chat_row_id = ?1 AND from_me IN (0, 1) AND key_id = ?2 LIMIT 1";

    private readonly TargetStore _store;
    private readonly SqliteStatement? _otherName;
    private readonly SqliteStatement? _call;
    private readonly bool _hasOwnIndex;
    private MessageKeySet? _taken;
    private SqliteStatement? _row;

    public KnownMessages(TargetStore store)
    {
        _store = store;
        if (store.IsNew)
        {
            _taken = new MessageKeySet();
            return;
        }

        // What comes out of a recent backup has no index; ours goes again when the work is done.
        _hasOwnIndex = store.Database.ReadInteger("SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = 'message_key_index'") is null;
        if (_hasOwnIndex)
        {
            store.Database.Execute($"CREATE INDEX {OwnIndex} ON message (chat_row_id, from_me, key_id)");
        }

        _otherName = ReadOtherNames();
        _call = ReadCalls();
        _row = store.Database.Prepare(Query);
    }

    /// <summary>Takes an id for a message of the chat; false where a message of it goes by that already.</summary>
    public bool TryTake(TargetChat chat, string key)
    {
        if (_taken is not null)
        {
            if (!_taken.IsFull)
            {
                return _taken.TryAdd(chat.Row, key);
            }

            // So many that memory would grow with them: from here on the database itself is asked.
            _taken = null;
            _store.Database.Execute(WhatsAppAndroidSchema.KeyIndex);
            _row = _store.Database.Prepare(Query);
        }

        return !HasRow(chat.Row, key) && !chat.OtherRows.Exists(other => HasRow(other, key));
    }

    /// <summary>Whether the store's own call log has the call.</summary>
    public bool HasCall(string callId) => _call is not null && IsThere(_call, callId);

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
        _row?.Dispose();
        _otherName?.Dispose();
        _call?.Dispose();
    }

    private bool HasRow(long chat, string key)
    {
        _row!.Bind(1, chat);
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
