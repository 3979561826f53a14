using System.Text;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>The cells of a row that changed, as they were or as they are.</summary>
/// <param name="fields">Finds them by the columns' names.</param>
/// <param name="change">The change.</param>
/// <param name="columns">The names of the columns, by the store's numbers.</param>
/// <param name="isBefore">Whether the row is wanted as it was.</param>
internal sealed class FieldCells(RowFields fields, RowChange change, IReadOnlyList<string> columns, bool isBefore) : DesktopCells
{
    /// <inheritdoc/>
    public override bool IsNull(int column) => Find(column).IsNull;

    /// <inheritdoc/>
    public override long Integer(int column) => RowFields.Integer(Find(column));

    /// <inheritdoc/>
    public override string Text(int column) => fields.Text(Find(column));

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Bytes(int column)
    {
        SqliteValue value = Find(column);
        return value.Type switch
        {
            SqliteType.Blob => value.Bytes,
            SqliteType.Null => default,
            _ => Encoding.UTF8.GetBytes(fields.Text(value)),
        };
    }

    private SqliteValue Find(int column) => isBefore ? fields.Before(change, columns[column]) : fields.After(change, columns[column]);
}
