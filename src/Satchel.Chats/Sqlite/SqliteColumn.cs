namespace Satchel.Chats.Sqlite;

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DeclaredType">The type as declared; may be empty.</param>
/// <param name="Field">Which field of the record holds it; -1 for a virtual generated column, which is not stored.</param>
/// <param name="IsGenerated">Whether its value is computed from the others.</param>
public sealed record SqliteColumn(string Name, string DeclaredType, int Field, bool IsGenerated);
