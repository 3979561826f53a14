namespace Satchel.Chats.Sqlite;

/// <summary>How much of a record lies in its b-tree page, and how much on overflow pages (fileformat2, 1.6).</summary>
internal readonly struct SqlitePayload(int usableSize, bool isTable)
{
    private readonly int _most = isTable ? usableSize - 35 : (usableSize - 12) * 64 / 255 - 23;
    private readonly int _least = (usableSize - 12) * 32 / 255 - 23;
    private readonly int _overflowBytes = usableSize - 4;

    /// <summary>Bytes of content on one overflow page.</summary>
    public int OverflowBytes => _overflowBytes;

    /// <summary>Bytes of a payload that stay in the page.</summary>
    public int LocalBytes(int payloadBytes)
    {
        if (payloadBytes <= _most)
        {
            return payloadBytes;
        }

        int surplus = _least + (payloadBytes - _least) % _overflowBytes;
        return surplus <= _most ? surplus : _least;
    }
}
