using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WhatsApp.Ios;

/// <content>Who and which chats there are.</content>
internal sealed partial class IosReader
{
    private HashSet<string>? _namedInMessages;

    /// <inheritdoc/>
    public IEnumerable<Participant> ReadParticipants(CancellationToken cancellationToken)
    {
        HashSet<string> ids = new(_people.Known, StringComparer.Ordinal);
        ids.UnionWith(_calls.People);
        if (Account.Id is { } account)
        {
            ids.Add(account);
        }

        ids.UnionWith(NamedInMessages(cancellationToken));
        foreach (string id in ids)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new Participant(id) { Name = id == Account.Id ? Account.Name ?? _people.NameOf(id) : _people.NameOf(id), Phone = Jid.PhoneOf(id) };
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Chat> ReadChats(CancellationToken cancellationToken)
    {
        _ = NamedInMessages(cancellationToken);
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach (ChatEntry chat in _sessions.All.Concat(_calls.Alone.Select(entry => entry.Call.Chat!)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (seen.Add(chat.Id))
            {
                yield return new Chat(chat.Id, chat.Kind)
                {
                    Title = chat.Subject ?? (chat.Peer is { } peer ? _people.NameOf(peer) : null) ?? (chat.Kind == ChatKind.Self ? Account.Name : null),
                    Participants = _members.Of(chat.Id) ?? (chat.Peer is { } other ? [other] : []),
                    CreatedAt = chat.CreatedMillis is { } millis ? DateTimeOffset.FromUnixTimeMilliseconds(millis) : null,
                    Archived = chat.Archived,
                };
            }
        }
    }

    // Replies, mentions and reactions name people by their ids inside of blobs; rows of some tools name senders in a column of their own. Where
    // no table gives somebody's name, the messages may.
    private HashSet<string> NamedInMessages(CancellationToken cancellationToken)
    {
        if (_namedInMessages is not null)
        {
            return _namedInMessages;
        }

        HashSet<string> ids = new(StringComparer.Ordinal);
        IosNamedPeople named = new(_people, ids);
        Read(ChatStorageTables.Media, "ZMETADATA", blob => named.AddMetadata(blob), cancellationToken);
        Read(ChatStorageTables.Info, "ZRECEIPTINFO", blob => named.AddReceipts(blob), cancellationToken);
        string columns = _schema.Columns(ChatStorageTables.Messages, "ZCHATSESSION", "ZGROUPMEMBER", "ZFROMJID", "ZPUSHNAME");
        using SqliteStatement rows = _database.Prepare($"SELECT DISTINCT {columns} FROM {ChatStorageTables.Messages} t NOT INDEXED WHERE coalesce({_schema.Column(ChatStorageTables.Messages, "ZISFROMME")}, 0) = 0");
        while (StepOn(rows))
        {
            cancellationToken.ThrowIfCancellationRequested();
            IosSession? session = _sessions.Find(rows.Integer(0));
            string? from = _people.FindPerson(rows.Text(2));
            if (from is not null)
            {
                ids.Add(from);
            }

            string? sender = session?.StatusOf ?? session?.Chat.Peer ?? _members.Find(rows.Integer(1)) ?? from;
            if (sender is not null && !rows.IsNull(3) && _people.NameOf(sender) is null)
            {
                _people.AddPushName(sender, rows.Text(3));
            }
        }

        return _namedInMessages = ids;
    }

    private void Read(string table, string column, BlobAction action, CancellationToken cancellationToken)
    {
        if (!_schema.Has(table, column))
        {
            return;
        }

        using SqliteStatement rows = _database.Prepare($"SELECT {column} FROM {table} WHERE {column} IS NOT NULL");
        while (StepOn(rows))
        {
            cancellationToken.ThrowIfCancellationRequested();
            action(rows.Blob(0));
        }
    }

    // What lies behind damage is passed over here; the messages' own pass names it.
    private static bool StepOn(SqliteStatement rows)
    {
        try
        {
            return rows.Step();
        }
        catch (ChatFormatException)
        {
            return false;
        }
    }

    private delegate void BlobAction(ReadOnlySpan<byte> blob);
}
