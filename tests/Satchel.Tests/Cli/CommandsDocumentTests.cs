using System.Text;
using Satchel.Cli;
using Satchel.Cli.Commands;

namespace Satchel.Tests.Cli;

/// <summary>Holds docs/commands.md and docs/errors.md to what the program says and does.</summary>
public sealed class CommandsDocumentTests
{
    public static TheoryData<string> Anchors => [.. ErrorAnchor.All];

    [Fact]
    public void The_document_of_commands_is_the_help_of_each()
    {
        Approved.CheckFile(Document(), Path.Combine(Approved.Root(), "docs", "commands.md"));
    }

    [Fact]
    public void Every_command_has_an_example_that_begins_with_its_name()
    {
        foreach (SatchelCommand command in Commands())
        {
            Assert.NotEmpty(command.Examples);
            Assert.All(command.Examples, example => Assert.StartsWith(HelpPage.FullName(command).Split(" key")[0], example, StringComparison.Ordinal));
        }
    }

    [Theory]
    [MemberData(nameof(Anchors))]
    public void Every_anchor_of_a_message_is_a_section_of_the_document_of_errors(string anchor)
    {
        string document = File.ReadAllText(Path.Combine(Approved.Root(), "docs", "errors.md"));

        Assert.Contains($"\n## {anchor}\n", document, StringComparison.Ordinal);
    }

    [Fact]
    public void The_document_of_errors_has_no_section_that_no_message_points_to()
    {
        IEnumerable<string> sections = File.ReadLines(Path.Combine(Approved.Root(), "docs", "errors.md"))
            .Where(line => line.StartsWith("## ", StringComparison.Ordinal) && line != "## Exit codes")
            .Select(line => line[3..]);

        Assert.Empty(sections.Except(ErrorAnchor.All));
    }

    private static IEnumerable<SatchelCommand> Commands()
    {
        foreach ((string _, Func<SatchelCommand> make) in CommandList.All)
        {
            SatchelCommand command = make();
            yield return command;
            foreach (SatchelCommand inner in command.Subcommands.Cast<SatchelCommand>())
            {
                yield return inner;
            }
        }
    }

    private static string Document()
    {
        var text = new StringBuilder();
        text.Append("# Commands\n\nThis page is what the program says itself: a test compares the two, and `SATCHEL_APPROVE=1 ./test` writes it again.\n");
        text.Append("[errors.md](errors.md) tells what to do when something went wrong, [model.md](model.md) what the records are.\n\n");
        text.Append("- **FROM** is a path to a source, a snapshot's id (8 or more of its hex digits), `latest` (the newest snapshot) or `archive` (everything the vault has ever seen, merged).\n");
        text.Append("- **VAULT** is a folder. Every command that needs one takes `--vault VAULT`, else `SATCHEL_VAULT`.\n");
        text.Append("- **Secrets** come from a prompt or a file, never from an argument. One line break at the end of such a file is ignored.\n");
        text.Append("- **State**: `SATCHEL_HOME=D` puts settings and secrets in `D/config` (only you may read them; looser permissions are repaired, and said) and the cache in `D/cache`; without it, the XDG folders. The cache may be deleted at any time without loss.\n");
        text.Append("- **`--json`** prints one object a line and nothing else there; members that are not known are left out. Errors and progress go to the error stream.\n\n");
        foreach (SatchelCommand command in Commands())
        {
            using var page = new StringWriter { NewLine = "\n" };
            HelpPage.Write(command, page);
            text.Append($"## {HelpPage.FullName(command)}\n\n```text\n{page}```\n\n");
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }
}
