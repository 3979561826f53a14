namespace Satchel.Capture;

/// <summary>What a page of a database was at the last backup.</summary>
/// <param name="Table">The number of the table whose leaf it was; -1 where it was none.</param>
/// <param name="Owner">The leaf with the row that overflowed into it; 0 where it held no such part.</param>
/// <param name="First">Of a leaf: the first rowid that could be in it.</param>
/// <param name="Last">Of a leaf: the last.</param>
internal readonly record struct PageMark(int Table, uint Owner, long First, long Last)
{
    /// <summary>Neither a leaf of a table nor a part of a row.</summary>
    public static PageMark None => new(-1, 0, 0, 0);
}
