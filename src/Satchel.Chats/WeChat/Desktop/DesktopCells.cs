namespace Satchel.Chats.WeChat.Desktop;

/// <summary>The cells of one row of messages, by the numbers that a store gives its columns: of a row that SQLite reads, or of one as it was at the last backup.</summary>
internal abstract class DesktopCells
{
    /// <summary>Whether a cell is NULL.</summary>
    public abstract bool IsNull(int column);

    /// <summary>A cell as an integer; 0 where it is none.</summary>
    public abstract long Integer(int column);

    /// <summary>A cell as text; empty where it is none.</summary>
    public abstract string Text(int column);

    /// <summary>A cell's bytes; those of its UTF-8 for a text. Good until the next row.</summary>
    public abstract ReadOnlySpan<byte> Bytes(int column);

    /// <summary>A cell as an integer of 32 bits, the nearest where it has more.</summary>
    public int SmallInteger(int column) => (int)Math.Clamp(Integer(column), int.MinValue, int.MaxValue);
}
