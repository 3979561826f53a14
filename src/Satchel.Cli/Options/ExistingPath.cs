namespace Satchel.Cli.Options;

/// <summary>A path that a person typed and that must lead somewhere.</summary>
internal static class ExistingPath
{
    /// <summary>The full path; refused where nothing is there.</summary>
    public static string Check(string typed)
    {
        if (typed.Length == 0)
        {
            throw CommandException.BadUsage("a path is empty");
        }

        string path = Path.GetFullPath(typed);
        return Path.Exists(path) ? path : throw new CommandException(ExitCode.BadUsage, ErrorAnchor.NoSuchPath, $"there is nothing at {typed}");
    }
}
