using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Android;

/// <summary>
/// One pass over the tables of messages, or over the rows that stand in the temporary table <c>wanted</c>. Each table is read in the order of its rows, and the one whose
/// next row is oldest goes first.
/// </summary>
internal sealed class AndroidPass : IDisposable
{
    private static readonly string[] Columns = ["msgId", "msgSvrId", "type", "status", "isSend", "createTime", "talker", "content", "imgPath", "lvbuffer"];

    private readonly ReaderWarnings _warnings;
    private readonly List<SideCursor> _cursors = [];
    private readonly List<AndroidRow?> _next = [];

    public AndroidPass(AndroidSchema schema, ReaderWarnings warnings, bool wantedOnly)
    {
        _warnings = warnings;
        for (int i = 0; i < AndroidTables.OfMessages.Count; i++)
        {
            _cursors.Add(Open(schema, i, wantedOnly));
            _next.Add(Step(i));
        }
    }

    /// <summary>Goes to the next row; null at the end.</summary>
    public AndroidRow? Next()
    {
        int oldest = -1;
        for (int i = 0; i < _next.Count; i++)
        {
            if (_next[i] is { } row && (oldest < 0 || row.Millis < _next[oldest]!.Millis))
            {
                oldest = i;
            }
        }

        if (oldest < 0)
        {
            return null;
        }

        AndroidRow first = _next[oldest]!;
        _next[oldest] = Step(oldest);
        return first;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SideCursor cursor in _cursors)
        {
            cursor.Dispose();
        }
    }

    private SideCursor Open(AndroidSchema schema, int table, bool wantedOnly)
    {
        string name = AndroidTables.OfMessages[table].Messages;
        if (!schema.Has(name, "talker") || !schema.Has(name, "createTime"))
        {
            return new SideCursor(null, name, _warnings);
        }

        string select = $"SELECT t.rowid, {schema.Columns(name, Columns)} FROM {name} t";
        if (wantedOnly)
        {
            return new SideCursor(
                schema.Database.Prepare($"{select} WHERE t.rowid IN (SELECT id FROM temp.wanted WHERE source = {table}) ORDER BY t.rowid"), name, _warnings);
        }

        return new SideCursor(schema.Database.Prepare($"{select} ORDER BY t.rowid"), name, _warnings, after =>
        {
            SqliteStatement rest = schema.Database.Prepare($"{select} WHERE t.rowid > ?1 ORDER BY t.rowid");
            rest.Bind(1, after);
            return rest;
        });
    }

    private AndroidRow? Step(int table)
    {
        SideCursor cursor = _cursors[table];
        while (cursor.StepNext() is var id && id != long.MaxValue)
        {
            SqliteStatement row = cursor.Row;
            if (row.Text(7) is { Length: > 0 } talker)
            {
                return new AndroidRow
                {
                    Key = new RowKey(table, id),
                    MessageId = row.IntegerOrNull(1) ?? id,
                    ServerId = row.Integer(2),
                    Type = row.Integer(3),
                    Status = row.Integer(4),
                    IsSend = row.Integer(5) == 1,
                    Millis = row.Integer(6),
                    Talker = talker,
                    Content = row.TextOrNull(8),
                    ImgPath = row.TextOrNull(9),
                    Source = LvBuffer.ReadSource(row.Blob(10)),
                };
            }

            _warnings.Add("a message names no chat and was left out");
        }

        return null;
    }
}
