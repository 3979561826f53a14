namespace Satchel.Chats.Sqlite;

/// <summary>Takes the rows that <see cref="SqliteImage"/> reads.</summary>
public interface ISqliteRowSink
{
    /// <summary>Takes a row; what the reader gives is good until this returns.</summary>
    void AddRow(ref SqliteRowReader row);

    /// <summary>Told before a row, for each overflow page that holds a part of it.</summary>
    void AddOverflowPage(uint page);
}
