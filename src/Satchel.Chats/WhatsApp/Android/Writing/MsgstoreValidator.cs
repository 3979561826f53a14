using System.Runtime.InteropServices;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>
/// Checks a store that was written before it is put into its place, as far as this run touched it: what a phone's own store does differently elsewhere is
/// the phone's business.
/// </summary>
internal sealed class MsgstoreValidator
{
    private static readonly string[] RowPointers = ["display_message_row_id", "last_message_row_id"];
    private static readonly string[] SortPointers = ["display_message_sort_id", "last_message_sort_id"];

    private readonly TargetStore _store;
    private readonly WrittenRows _written;
    private readonly long _lastOldMessage;

    private MsgstoreValidator(TargetStore store, WrittenRows written)
    {
        _store = store;
        _written = written;
        _lastOldMessage = written.LastOldRow("message");
    }

    /// <summary>Checks every rule.</summary>
    /// <param name="store">The store.</param>
    /// <param name="written">What was written into it.</param>
    /// <param name="mediaRoot">The folder below which the files lie; null where none were copied.</param>
    /// <exception cref="ChatFormatException"><see cref="ChatFormatProblem.Damaged"/>, with the rule's name.</exception>
    public static void Check(TargetStore store, WrittenRows written, string? mediaRoot)
    {
        MsgstoreValidator validator = new(store, written);
        validator.CheckWhole();
        foreach (TableRules table in MsgstoreRules.All)
        {
            validator.CheckTable(table);
        }

        foreach (string table in MsgstoreRules.OfMessages)
        {
            validator.CheckBelonging(table);
        }

        validator.CheckIds();
        validator.CheckOrder();
        validator.CheckPointers();
        if (mediaRoot is not null)
        {
            validator.CheckFiles(mediaRoot);
        }
    }

    private void CheckWhole()
    {
        using (SqliteStatement check = _store.Database.Prepare("PRAGMA quick_check(1)"))
        {
            if (!check.Step() || check.Text(0) != "ok")
            {
                throw Broken("whole", "the database is whole", 1);
            }
        }

        Refuse("kept", "every message that was there still is", Math.Abs(Number($"SELECT count(*) FROM message WHERE _id <= {_lastOldMessage}") - _written.OldMessages));
        Refuse("first-row", "the first message is the row that stands for none", _written.IsNewStore ? Number("SELECT count(*) = 0 FROM message WHERE _id = 1 AND chat_row_id = -1 AND key_id = '-1'") : 0);
        if (_store.Has("message", "_id") && Number("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_sequence'") > 0)
        {
            Refuse("numbering", "the next message gets a number above all", Number(
                "SELECT (SELECT max(max(_id), max(sort_id)) FROM message) > coalesce((SELECT max(seq) FROM sqlite_sequence WHERE name = 'message'), 0) AND EXISTS (SELECT 1 FROM sqlite_schema WHERE name = 'message' AND sql LIKE '%AUTOINCREMENT%')"));
        }
    }

    private void CheckTable(TableRules table)
    {
        List<MsgstoreRule> rules = [.. table.Rules.Where(rule => rule.Columns.All(IsThere))];
        if (_store.Table(table.Table) is null || rules.Count == 0)
        {
            return;
        }

        long lastOld = table.Row == "message_row_id" ? _lastOldMessage : _written.LastOldRow(table.Table);
        using SqliteStatement counts = _store.Database.Prepare(
            $"SELECT {string.Join(", ", rules.Select(rule => $"coalesce(sum(({rule.Broken}) IS TRUE), 0)"))} FROM {table.Table} t WHERE t.{table.Row} > {lastOld}");
        if (counts.Step())
        {
            for (int i = 0; i < rules.Count; i++)
            {
                Refuse(rules[i].Name, rules[i].What, counts.Integer(i));
            }
        }
    }

    private void CheckBelonging(string table)
    {
        if (_store.Has(table, "message_row_id"))
        {
            Refuse("row-message", $"a row of {table} belongs to a message", Number(
                $"SELECT count(*) FROM {table} t WHERE t.message_row_id > {_lastOldMessage} AND NOT EXISTS (SELECT 1 FROM message m WHERE m._id = t.message_row_id)"));
        }
    }

    // Where the app's index is there, SQLite itself sees to this.
    private void CheckIds()
    {
        if (Number("SELECT count(*) FROM sqlite_schema WHERE type = 'index' AND name = 'message_key_index'") == 0)
        {
            Refuse("message-once", "an id is in its chat once", Number(
                $"SELECT count(*) FROM (SELECT 1 FROM message WHERE chat_row_id > 0 GROUP BY chat_row_id, from_me, key_id, sender_jid_row_id HAVING count(*) > 1 AND max(_id) > {_lastOldMessage})"));
        }
    }

    // Each chat ascends by time where this run put something: what was there keeps the order that it had.
    private void CheckOrder()
    {
        bool isPlain = Number($"SELECT count(*) FROM message WHERE _id > {_lastOldMessage} AND sort_id <> _id") == 0;
        Dictionary<long, (long Millis, bool IsNew)> last = [];
        long broken = 0;
        if (isPlain)
        {
            using SqliteStatement added = _store.Database.Prepare($"SELECT chat_row_id, timestamp, _id FROM message WHERE _id > {_lastOldMessage} ORDER BY _id");
            broken = CountDescents(added, last);
        }

        if (!isPlain || !_written.IsNewStore)
        {
            using SqliteStatement chat = _store.Database.Prepare("SELECT chat_row_id, timestamp, _id FROM message WHERE chat_row_id = ?1 ORDER BY sort_id, _id");
            foreach ((long row, _) in _written.Chats)
            {
                last.Clear();
                chat.Bind(1, row);
                broken += CountDescents(chat, last);
                chat.Reset();
            }
        }

        Refuse("chat-order", "a chat's messages stand in the order of their times", broken);
    }

    private long CountDescents(SqliteStatement messages, Dictionary<long, (long Millis, bool IsNew)> last)
    {
        long broken = 0;
        while (messages.Step())
        {
            long chat = messages.Integer(0);
            long millis = messages.Integer(1);
            bool isNew = messages.Integer(2) > _lastOldMessage;
            ref (long Millis, bool IsNew) before = ref CollectionsMarshal.GetValueRefOrAddDefault(last, chat, out bool isThere);
            broken += isThere && (isNew || before.IsNew) && millis < before.Millis ? 1 : 0;
            before = (millis, isNew);
        }

        return broken;
    }

    private void CheckPointers()
    {
        string[] rows = [.. RowPointers.Where(column => _store.Has("chat", column))];
        string[] sorts = [.. SortPointers.Where(column => _store.Has("chat", column))];
        if (rows.Length + sorts.Length == 0)
        {
            return;
        }

        using SqliteStatement newest = _store.Database.Prepare("SELECT _id, sort_id FROM message WHERE chat_row_id = ?1 ORDER BY sort_id DESC, _id DESC LIMIT 1");
        using SqliteStatement chat = _store.Database.Prepare($"SELECT {string.Join(", ", rows.Concat(sorts))} FROM chat WHERE _id = ?1");
        long broken = 0;
        foreach ((long row, _) in _written.Chats)
        {
            newest.Bind(1, row);
            chat.Bind(1, row);
            if (newest.Step() && chat.Step())
            {
                for (int i = 0; i < rows.Length + sorts.Length; i++)
                {
                    broken += chat.Integer(i) == newest.Integer(i < rows.Length ? 0 : 1) ? 0 : 1;
                }
            }

            newest.Reset();
            chat.Reset();
        }

        Refuse("chat-pointers", "a chat points at its newest message", broken);
    }

    private void CheckFiles(string root)
    {
        if (!_store.Has("message_media", "file_path") || !_store.Has("message_media", "transferred"))
        {
            return;
        }

        long broken = 0;
        using SqliteStatement files = _store.Database.Prepare($"SELECT file_path FROM message_media WHERE message_row_id > {_lastOldMessage} AND transferred = 1");
        while (files.Step())
        {
            broken += File.Exists(Path.Join(root, files.Text(0))) ? 0 : 1;
        }

        Refuse("file-there", "a file that is said to be there is", broken);
    }

    private bool IsThere(string column) => column.Split('.') is [string table, string name] && _store.Has(table, name);

    private long Number(string sql) => _store.Database.ReadInteger(sql) ?? 0;

    private static void Refuse(string name, string what, long broken)
    {
        if (broken != 0)
        {
            throw Broken(name, what, broken);
        }
    }

    private static ChatFormatException Broken(string name, string what, long count) =>
        new(ChatFormatProblem.Damaged, "msgstore.db", $"the store that was written breaks the rule {name} ({what}) in {count} rows; nothing was put in place");
}
