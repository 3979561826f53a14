using Satchel.Chats.WeChat.Payloads;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>
/// Works out which messages a set of changed rows touches. A changed row of messages is one message; what rows beside them tell of (files, names) matters only where it is of
/// messages whose own rows did not change.
/// </summary>
/// <param name="reader">Reads the messages.</param>
/// <param name="store">The tables.</param>
/// <param name="fieldsOf">Finds fields by the columns' names, for each database.</param>
/// <param name="previous">The rows at the last backup.</param>
internal sealed class DesktopChanges(DesktopReader reader, DesktopStore store, Dictionary<string, RowFields> fieldsOf, IRowLookup previous) : IMessageChanges
{
    private readonly Dictionary<MessageTable, Dictionary<long, (MessagePlace? Before, bool IsThere)>> _touched = [];
    private readonly DesktopNotes _notes = new();
    private readonly HashSet<long> _serverIds = [];
    private readonly HashSet<string> _hashes = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _people = new(StringComparer.Ordinal);
    private int _count;
    private bool _resolved;

    /// <inheritdoc/>
    public bool EverythingChanged
    {
        get
        {
            Resolve();
            return _notes.Everything;
        }
    }

    /// <inheritdoc/>
    public bool DirectoryChanged
    {
        get
        {
            Resolve();
            return _notes.Directory || _notes.Everything;
        }
    }

    /// <inheritdoc/>
    public bool FollowsTable(string database, string table)
    {
        bool follows = store.FindTable(database, table) is not null;
        _notes.Directory |= follows;   // a new chat
        return follows;
    }

    /// <inheritdoc/>
    public void Note(in RowChange change)
    {
        if (_notes.Everything || !fieldsOf.TryGetValue(change.Database, out RowFields? fields))
        {
            return;
        }

        if (store.FindTable(change.Database, change.Table) is not { } table)
        {
            store.Note(change, fields, _notes);
            return;
        }

        MessagePlace? before = change.Before is null ? null : PlaceOf(table, change, fields);
        if (change.After is not null && store.Read(table, change.RowId, new FieldCells(fields, change, store.Columns, isBefore: false)) is { } row)
        {
            NoteMessage(row);
        }

        if (!_touched.TryGetValue(table, out Dictionary<long, (MessagePlace? Before, bool IsThere)>? rows))
        {
            _touched[table] = rows = [];
        }

        rows[change.RowId] = (before, change.After is not null);
        _notes.Everything |= ++_count > DesktopLimits.MaxChangedMessages;
    }

    /// <inheritdoc/>
    public IEnumerable<MessageChange> Read(CancellationToken cancellationToken)
    {
        Resolve();
        if (_notes.Everything)
        {
            throw new InvalidOperationException("Everything changed: read all messages and compare them.");
        }

        // Removals first: a message may have gone from one table to another.
        foreach (Dictionary<long, (MessagePlace? Before, bool IsThere)> rows in _touched.Values)
        {
            foreach ((MessagePlace? before, bool isThere) in rows.Values)
            {
                if (!isThere && before is not null)
                {
                    yield return new MessageChange(before, null);
                }
            }
        }

        foreach ((MessageTable table, Dictionary<long, (MessagePlace? Before, bool IsThere)> rows) in _touched)
        {
            table.Shard.Database.Refill("wanted", rows.Where(row => row.Value.IsThere).Select(row => row.Key));
            foreach ((long rowId, Message message) in reader.Read(table, wantedOnly: true, cancellationToken))
            {
                yield return new MessageChange(rows[rowId].Before, message);
            }
        }
    }

    private MessagePlace? PlaceOf(MessageTable table, in RowChange change, RowFields fields)
    {
        if (store.Read(table, change.RowId, new FieldCells(fields, change, store.Columns, isBefore: true)) is not { } row)
        {
            return null;
        }

        Message message = WeChatComposer.Compose(row.Row, PayloadReader.Read(row.Row), []);
        return new MessagePlace(message.SentAtMillis, message.ChatId, message.NativeId);
    }

    private void NoteMessage(DesktopRow row)
    {
        PayloadContent content = PayloadReader.Read(row.Row);
        _serverIds.Add(row.Row.ServerId);
        foreach (PayloadMedia media in content.Media)
        {
            if (media.Md5 is { } hash)
            {
                _hashes.Add(hash);
            }
        }

        MessagePeople.AddTo(_people, WeChatComposer.Compose(row.Row, content, []));
    }

    private void Resolve()
    {
        if (_resolved)
        {
            return;
        }

        _resolved = true;
        _notes.ServerIds.Remove(0);
        _notes.Hashes.Remove("");
        HashSet<string> known = [.. store.Shards.SelectMany(shard => shard.Names)];
        _notes.Directory |= _people.Any(id => !store.People.Knows(id) && !known.Contains(id) && !WeChatIds.IsGroup(id));
        _notes.Everything |= !_notes.ServerIds.IsSubsetOf(_serverIds) || !_notes.Hashes.IsSubsetOf(_hashes) || ChatsGotOtherNames();
    }

    // A table that was there before, whose chat only a new name tells, or none any more.
    private bool ChatsGotOtherNames()
    {
        HashSet<string> hashes = [.. _notes.Names.Where(name => name.Length > 0).Select(WeChatIds.ChatHash)];
        return hashes.Count > 0 && store.Tables.Any(table => table.Hash is not null && hashes.Contains(table.Hash) && previous.Columns(table.Shard.Path, table.Name).Count > 0);
    }
}
