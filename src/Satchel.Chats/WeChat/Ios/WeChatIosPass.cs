using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Ios;

/// <summary>One pass over the messages of a table. Rows on a damaged page are left out and told.</summary>
internal sealed class WeChatIosPass : IDisposable
{
    private const long MillisPerSecond = 1000;
    private readonly ChatTable _table;
    private readonly SideCursor _rows;
    private readonly LocalRows _local = new();
    private readonly SqliteStatement? _before;

    /// <param name="table">The table.</param>
    /// <param name="condition">Which rows, with <c>WHERE</c>; empty for all.</param>
    /// <param name="warnings">Where damage is told.</param>
    public WeChatIosPass(ChatTable table, string condition, ReaderWarnings warnings)
    {
        _table = table;
        string select = $"SELECT rowid, {table.Selection} FROM {table.Quoted}";
        _rows = new SideCursor(table.Database.Prepare($"{select} {condition} ORDER BY rowid"), "of a chat", warnings, condition.Length > 0 ? null : After);
        _before = condition.Length == 0
            ? null
            : table.Database.Prepare($"{select} WHERE rowid >= ?1 - {WeChatIosLimits.RowsLookedBack} AND rowid < ?1 ORDER BY rowid");

        SqliteStatement After(long row)
        {
            SqliteStatement rest = table.Database.Prepare($"{select} WHERE rowid > ?1 ORDER BY rowid");
            rest.Bind(1, row);
            return rest;
        }
    }

    /// <summary>The next row; null at the end.</summary>
    public WeChatIosRow? Next(string chatId, bool isGroup, string? ownerId)
    {
        long id = _rows.StepNext();
        if (id == long.MaxValue)
        {
            return null;
        }

        SqliteStatement row = _rows.Row;
        long serverId = row.Integer(2);
        (int order, int repeat) = (0, 0);
        if (serverId == 0)
        {
            LookBack(id);
            (order, repeat) = Note(id, row);
        }

        bool outgoing = !row.IsNull(7) && row.Integer(7) == 0;
        long type = row.Integer(6);
        WeChatRow read = new()
        {
            ChatId = chatId,
            IsGroup = isGroup,
            OwnerId = ownerId,
            ServerId = serverId,
            SentAtMillis = Millis(row.Integer(3)),
            Order = order,
            Repeat = repeat,
            Type = type is >= int.MinValue and <= int.MaxValue ? (int)type : 0,
            StoreType = type,
            Outgoing = row.IsNull(7) ? null : outgoing,
            Content = row.TextOrNull(4),
            Status = StatusOf(outgoing, row.Integer(5)),
        };
        return new WeChatIosRow(_table, id, row.IsNull(1) ? id : row.Integer(1), read);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        _before?.Dispose();
    }

    /// <summary>A time as stored, in milliseconds: the app has seconds. 0 where it is none.</summary>
    public static long Millis(long stored) => stored switch
    {
        <= 0 => 0,
        <= WeChatLimits.MaxTimeMillis / MillisPerSecond => stored * MillisPerSecond,
        <= WeChatLimits.MaxTimeMillis => stored,
        _ => 0,
    };

    private (int Order, int Repeat) Note(long id, SqliteStatement row) =>
        _local.Add(id, row.Integer(3), row.Integer(6), !row.IsNull(7) && row.Integer(7) == 0, row.TextOrNull(4));

    // Where not every row is read, those right before have to be looked at.
    private void LookBack(long id)
    {
        if (_before is null)
        {
            return;
        }

        _local.Clear();
        _before.Reset();
        _before.Bind(1, id);
        try
        {
            while (_before.Step())
            {
                if (_before.Integer(2) == 0)
                {
                    _ = Note(_before.Integer(0), _before);
                }
            }
        }
        catch (ChatFormatException)
        {
            // Damage is told by the pass over all rows.
        }
    }

    private static MessageStatus? StatusOf(bool outgoing, long status) => !outgoing ? MessageStatus.Received : status switch
    {
        1 => MessageStatus.Pending,
        5 => MessageStatus.Failed,
        4 => MessageStatus.Read,
        2 or 3 => MessageStatus.Sent,
        _ => null,
    };
}
