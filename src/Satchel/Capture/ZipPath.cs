namespace Satchel.Capture;

/// <summary>The path of an attachment that lies in a ZIP of the source: the ZIP's path, a slash, and the name in it.</summary>
internal static class ZipPath
{
    private const string Ending = ".zip/";

    /// <summary>Splits a path behind the first part that is named as a ZIP is; false where none is.</summary>
    public static bool TrySplit(string path, out string zip, out string name)
    {
        int at = path.IndexOf(Ending, StringComparison.OrdinalIgnoreCase);
        (zip, name) = at < 0 ? ("", "") : (path[..(at + Ending.Length - 1)], path[(at + Ending.Length)..]);
        return name.Length > 0;
    }
}
