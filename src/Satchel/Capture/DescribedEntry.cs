using System.Text.Json.Serialization;

namespace Satchel.Capture;

/// <summary>A row of sqlite_schema.</summary>
/// <param name="RowId">Its rowid.</param>
/// <param name="Type">table, index, view or trigger.</param>
/// <param name="Name">Its name.</param>
/// <param name="Table">The table it belongs to.</param>
/// <param name="RootPage">Whether it has a b-tree.</param>
/// <param name="Sql">The statement that made it; null for the indices that constraints make.</param>
internal sealed record DescribedEntry(
    [property: JsonPropertyName("rowid")] long RowId, string Type, string Name, string Table, bool RootPage, string? Sql);
