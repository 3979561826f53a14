using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Android;

/// <summary>
/// A table of pictures (<c>ImgInfo2</c> and its like): which files a picture has. The row is found by the server's number, which is the account's own; by the local one
/// where it has none. A picture sent in full has two rows: one for what was shown first, and another, which that one names, for the whole of it.
/// </summary>
internal sealed class PictureTable : IDisposable
{
    private const int MaxRows = 8;

    private static readonly string[] Columns = ["msgSvrId", "bigImgPath", "midImgPath", "hevcPath", "thumbImgPath", "reserved1"];

    private readonly KeyedTable _byServer;
    private readonly KeyedTable _byMessage;
    private readonly SqliteStatement? _byRow;

    public PictureTable(AndroidSchema schema, ReaderWarnings warnings, string name)
    {
        Name = name;
        _byServer = new KeyedTable(schema, warnings, name, "msgSvrId", Columns);
        _byMessage = new KeyedTable(schema, warnings, name, "msglocalid", Columns);
        _byRow = schema.Has(name, "id") && schema.Has(name, "bigImgPath") ? schema.Database.Prepare($"SELECT {schema.Columns(name, Columns)} FROM {name} t WHERE t.id = ?1") : null;
    }

    /// <summary>The table.</summary>
    public string Name { get; }

    /// <summary>Adds the names of a message's files.</summary>
    /// <param name="row">The message.</param>
    /// <param name="pictures">Takes the pictures, the best first.</param>
    /// <param name="small">Takes the small ones.</param>
    public void AddNames(AndroidRow row, List<string> pictures, List<string> small)
    {
        if (row.ServerId == 0 || !AddRows(_byServer, _byServer.Find(row.ServerId), row, pictures, small))
        {
            _ = AddRows(_byMessage, _byMessage.Find(row.MessageId), row, pictures, small);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _byServer.Dispose();
        _byMessage.Dispose();
        _byRow?.Dispose();
    }

    private bool AddRows(KeyedTable table, bool isThere, AndroidRow row, List<string> pictures, List<string> small)
    {
        bool any = false;
        for (int i = 0; isThere && i < MaxRows; i++, isThere = table.Next())
        {
            // A local number that was given again stands for another picture.
            if (table.Row.Integer(0) is not 0 and long server && row.ServerId != 0 && server != row.ServerId)
            {
                continue;
            }

            any = true;
            if (table.Row.Integer(5) is > 0 and long whole)
            {
                AddWhole(whole, pictures, small);
            }

            Add(table.Row, pictures, small);
        }

        return any;
    }

    private void AddWhole(long id, List<string> pictures, List<string> small)
    {
        if (_byRow is null)
        {
            return;
        }

        _byRow.Reset();
        _byRow.Bind(1, id);
        try
        {
            if (_byRow.Step())
            {
                Add(_byRow, pictures, small);
            }
        }
        catch (ChatFormatException)
        {
            // The page is damaged; the other row names the picture as well.
        }
    }

    private static void Add(SqliteStatement row, List<string> pictures, List<string> small)
    {
        for (int column = 1; column <= 4; column++)
        {
            if (MediaNames.Picture(row.TextOrNull(column)) is { } path)
            {
                (column == 4 || MediaNames.IsThumbnail(path) ? small : pictures).Add(path);
            }
        }
    }
}
