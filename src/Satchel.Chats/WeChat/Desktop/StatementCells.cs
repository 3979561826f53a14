using Satchel.Chats.Sqlite;

namespace Satchel.Chats.WeChat.Desktop;

/// <summary>The cells of the row that a statement stands on, whose first column is the row's number.</summary>
internal sealed class StatementCells : DesktopCells
{
    /// <summary>The statement; it changes where damage is skipped.</summary>
    public SqliteStatement Statement { get; set; } = null!;

    /// <inheritdoc/>
    public override bool IsNull(int column) => Statement.IsNull(column + 1);

    /// <inheritdoc/>
    public override long Integer(int column) => Statement.Integer(column + 1);

    /// <inheritdoc/>
    public override string Text(int column) => Statement.Text(column + 1);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> Bytes(int column) => Statement.Blob(column + 1);
}
