namespace Satchel.Cli.Commands;

/// <summary>How a recovery code is shown to a person.</summary>
internal static class RecoveryCodeOutput
{
    private const int GroupsInRow = 4;

    /// <summary>Shows it, with an empty line before and after.</summary>
    public static void Write(string code, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine("recovery code, shown this once:");
        output.WriteLine();
        foreach (string[] row in code.Split('-').Chunk(GroupsInRow))
        {
            output.WriteLine("    " + string.Join('-', row));
        }

        output.WriteLine();
    }
}
