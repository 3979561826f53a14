namespace Satchel.Chats.WhatsApp.Android.Writing;

/// <summary>A table of the store that is written: its columns as they are there.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns by name.</param>
internal sealed record TargetTable(string Name, IReadOnlyDictionary<string, TargetColumn> Columns)
{
    /// <summary>Whether it has a column.</summary>
    public bool Has(string column) => Columns.ContainsKey(column);
}

/// <summary>A column of the store that is written.</summary>
/// <param name="IsRequired">Whether it takes no NULL.</param>
/// <param name="HasDefault">Whether a row that does not name it gets a value.</param>
/// <param name="Empty">The literal that stands for nothing where it takes no NULL.</param>
internal readonly record struct TargetColumn(bool IsRequired, bool HasDefault, string Empty);
