using System.Text.Json.Serialization;

namespace Satchel.Capture;

/// <summary>A table that has rows in a <c>rows</c> map.</summary>
/// <param name="Number">Its number in the keys: the rowid of its entry in sqlite_schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="WithoutRowId">Whether its keys are primary keys.</param>
/// <param name="Columns">The names of the stored columns in order.</param>
/// <param name="RowIdColumn">Which column is another name of the rowid; -1 for none.</param>
/// <param name="KeyFields">Of a WITHOUT ROWID table: how many fields of a record are its key.</param>
internal sealed record TableDescription(
    int Number, string Name, [property: JsonPropertyName("withoutRowid")] bool WithoutRowId, IReadOnlyList<string> Columns,
    [property: JsonPropertyName("rowidColumn")] int RowIdColumn, int KeyFields)
{
    /// <summary>Whether rows of both can be compared: the same table, with the same columns at least.</summary>
    public bool IsSameTable(TableDescription other) =>
        Number == other.Number && Name == other.Name && WithoutRowId == other.WithoutRowId && KeyFields == other.KeyFields
        && Columns.SequenceEqual(other.Columns);
}
