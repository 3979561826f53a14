namespace Satchel.Capture;

/// <summary>What an entry of a files map is; the numbers are stored (docs/format.md, 10.1).</summary>
internal enum FileKind
{
    File = 1,
    Database = 2,
    EmptyFolder = 3,
    Link = 4,
}
