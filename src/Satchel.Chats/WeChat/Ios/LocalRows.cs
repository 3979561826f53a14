namespace Satchel.Chats.WeChat.Ios;

/// <summary>
/// Tells messages apart that have no id of the server's and were made in the same second: their place among one another, and how often the same was there before. It looks back a few
/// rows only, so that it says the same of a row whether the whole table was read or that row alone.
/// </summary>
internal sealed class LocalRows
{
    private readonly Queue<(long Row, long Second, int Content)> _rows = [];

    /// <summary>Forgets the rows of another table.</summary>
    public void Clear() => _rows.Clear();

    /// <summary>Takes the next such row, and says its place and how often the same was there.</summary>
    public (int Order, int Repeat) Add(long row, long second, long type, bool outgoing, string? content)
    {
        while (_rows.TryPeek(out (long Row, long Second, int Content) first) && first.Row < row - WeChatIosLimits.RowsLookedBack)
        {
            _ = _rows.Dequeue();
        }

        int hash = HashCode.Combine(type, outgoing, content);
        int order = 0;
        int repeat = 0;
        foreach ((long _, long then, int said) in _rows)
        {
            order += then == second ? 1 : 0;
            repeat += then == second && said == hash ? 1 : 0;
        }

        _rows.Enqueue((row, second, hash));
        return (order, repeat);
    }
}
