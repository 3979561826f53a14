using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Android;

/// <content>From touched rows to messages.</content>
internal sealed partial class AndroidChanges
{
    /// <inheritdoc/>
    public IEnumerable<MessageChange> Read(CancellationToken cancellationToken)
    {
        Resolve();
        if (_everything)
        {
            throw new InvalidOperationException("Everything changed: read all messages and compare them.");
        }

        _schema.Database.Refill("wanted", 2, _touched, static (insert, key) =>
        {
            insert.Bind(1, key.Table);
            insert.Bind(2, key.RowId);
        });
        HashSet<RowKey> live = _reader.FindWanted(cancellationToken);

        // Removals first: a message may have gone from one row to another.
        foreach ((RowKey key, MessagePlace? place) in _before)
        {
            if (place is { } gone && !live.Contains(key))
            {
                yield return new MessageChange(gone, null);
            }
        }

        foreach ((RowKey key, Message message) in _reader.ReadWanted(cancellationToken))
        {
            // A row that only its files touch stood where it stands.
            MessagePlace? before = _before.TryGetValue(key, out MessagePlace? noted) ? noted : new MessagePlace(message.SentAtMillis, message.ChatId, message.NativeId);
            yield return new MessageChange(before, message);
        }
    }

    // Finds the messages of the files that changed; once.
    private void Resolve()
    {
        if (_resolved)
        {
            return;
        }

        _resolved = true;
        if (_everything)
        {
            return;
        }

        FollowPictures();
        Follow(_messageIds, "msgId");
        Follow(_serverIds, "msgSvrId");
        FollowStickers();
    }

    // The row of the whole picture is named by that of the picture as it was shown, which names the message.
    private void FollowPictures()
    {
        if (_pictureRows.Count == 0)
        {
            return;
        }

        _schema.Database.Refill("wanted_keys", _pictureRows);
        foreach (string table in AndroidTables.OfMessages.Select(pair => pair.Pictures).Distinct())
        {
            if (!_schema.Has(table, "reserved1"))
            {
                continue;
            }

            using SqliteStatement rows = _schema.Database.Prepare(
                $"SELECT {_schema.Columns(table, "msglocalid", "msgSvrId")} FROM {table} t WHERE t.reserved1 IN (SELECT key FROM temp.wanted_keys) AND t.reserved1 > 0");
            while (!_everything && rows.Step())
            {
                Keep(_messageIds, rows.Integer(0));
                Keep(_serverIds, rows.Integer(1));
            }
        }
    }

    private void Follow(HashSet<long> numbers, string column)
    {
        if (numbers.Count == 0)
        {
            return;
        }

        _schema.Database.Refill("wanted_keys", numbers);
        for (int table = 0; table < AndroidTables.OfMessages.Count; table++)
        {
            string name = AndroidTables.OfMessages[table].Messages;
            if (_schema.Has(name, column))
            {
                Touch(table, $"SELECT rowid FROM {name} WHERE {column} IN (SELECT key FROM temp.wanted_keys)");
            }
        }
    }

    // Nothing finds a sticker's messages but a look at all of them; a set's stickers come once.
    private void FollowStickers()
    {
        if (_stickers.Count == 0 || !_schema.Has("message", "imgPath"))
        {
            return;
        }

        _schema.Database.Refill("wanted_keys", 1, _stickers, static (insert, md5) => insert.Bind(1, md5));
        Touch(0, $"SELECT rowid FROM message WHERE type = {WeChatTypes.Sticker} AND imgPath IN (SELECT key FROM temp.wanted_keys)");
    }

    private void Touch(int table, string sql)
    {
        using SqliteStatement rows = _schema.Database.Prepare(sql);
        while (!_everything && rows.Step())
        {
            _touched.Add(new RowKey(table, rows.Integer(0)));
            _everything = _touched.Count > MaxChanged;
        }
    }
}
