using Satchel.Cli.Commands;

namespace Satchel.Cli;

/// <summary>What <c>satchel --help</c> shows.</summary>
internal static class OverviewPage
{
    private const int NameColumn = 14;

    /// <summary>Writes the page.</summary>
    public static void Write(TextWriter writer)
    {
        writer.WriteLine("satchel: saves chat histories in an encrypted vault, and brings them back");
        writer.WriteLine();
        writer.WriteLine("usage: satchel COMMAND [arguments] [options]");
        writer.WriteLine();
        writer.WriteLine("commands:");
        foreach ((string name, Func<SatchelCommand> make) in CommandList.All)
        {
            writer.WriteLine("  " + name.PadRight(NameColumn) + make().Description);
        }

        writer.WriteLine();
        writer.WriteLine("examples:");
        writer.WriteLine("  satchel demo                                  see it all work on a made-up phone");
        writer.WriteLine("  satchel init ~/vault                          make a vault");
        writer.WriteLine("  satchel backup ~/WhatsApp --vault ~/vault     save a history in it");
        writer.WriteLine("  satchel restore --to ~/back --vault ~/vault   get it back");
        writer.WriteLine();
        writer.WriteLine("'satchel COMMAND --help' shows what a command takes, with an example and its exit codes.");
        writer.WriteLine("'satchel --version' shows the version. docs/commands.md and docs/errors.md tell more.");
    }
}
