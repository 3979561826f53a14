using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Android.Writing;

/// <summary>The chats that are written, and the small number that each one's rows have.</summary>
internal sealed class Talkers : IDisposable
{
    private readonly Dictionary<string, WrittenChat> _chats = new(StringComparer.Ordinal);
    private readonly SqliteStatement? _find;
    private long _last;

    public Talkers(SqliteDatabase database)
    {
        if (!database.ColumnsOf("message").Contains("talkerId", StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        _find = database.Prepare("SELECT talkerId FROM message WHERE talker = ?1 AND talkerId IS NOT NULL LIMIT 1");
        _last = database.ReadInteger("SELECT max(talkerId) FROM message") ?? 0;
    }

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<WrittenChat> All => _chats.Values;

    /// <summary>A chat.</summary>
    public WrittenChat Get(string talker)
    {
        if (!_chats.TryGetValue(talker, out WrittenChat? chat))
        {
            _chats[talker] = chat = new WrittenChat(talker);
        }

        return chat;
    }

    /// <summary>Its number: that of its other rows, else the next one that is free; null where the app's version has none.</summary>
    public long? NumberOf(WrittenChat chat)
    {
        if (_find is null || chat.TalkerId is not null)
        {
            return chat.TalkerId;
        }

        _find.Bind(1, chat.Talker);
        chat.TalkerId = _find.Step() ? _find.Integer(0) : ++_last;
        _find.Reset();
        return chat.TalkerId;
    }

    /// <inheritdoc/>
    public void Dispose() => _find?.Dispose();
}
