using System.CommandLine;
using Satchel.Cli.Commands;

namespace Satchel.Cli;

/// <summary>The help of a command: what it does, what it takes, an example, its exit codes. docs/commands.md is made of the same.</summary>
internal static class HelpPage
{
    private const int DescriptionColumn = 34;
    private const int Width = 100;

    /// <summary>What is typed to get to the command: <c>satchel key add</c>.</summary>
    public static string FullName(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{FullName(parent)} {command.Name}" : $"satchel {command.Name}";

    /// <summary>Writes the help of <paramref name="command"/>.</summary>
    public static void Write(SatchelCommand command, TextWriter writer)
    {
        writer.WriteLine($"{FullName(command)}: {command.Description}");
        writer.WriteLine();
        writer.WriteLine($"usage: {Usage(command)}");
        WriteRemarks(command, writer);
        WriteSection(writer, "commands", command.Subcommands.Select(c => (c.Name, c.Description)));
        WriteSection(writer, "arguments", command.Arguments.Select(a => (a.Name, a.Description)));
        WriteSection(writer, "options", command.Options.Select(o => (Names(o), o.Description)));
        WriteLines(writer, command.Examples.Count == 1 ? "example" : "examples", command.Examples);
        WriteLines(writer, "exit codes", command.ExitCodes.Select(c => $"{(int)c,-3}  {ExitCodes.Describe(c)}"));
    }

    /// <summary>The line that shows how it is typed.</summary>
    public static string Usage(SatchelCommand command)
    {
        string name = FullName(command);
        if (command.Subcommands.Count > 0)
        {
            return name + (command.Action is null ? " COMMAND" : " [COMMAND] [options]");
        }

        IEnumerable<string> required = command.Options.Where(o => o.Required).Select(Names);
        return string.Join(' ', [name, .. command.Arguments.Select(Shape), .. required, "[options]"]);
    }

    /// <summary>An option as it is typed: <c>--out PATH</c>.</summary>
    public static string Names(Option option)
    {
        string names = option.Aliases.Count == 0 ? option.Name : $"{option.Name}, {string.Join(", ", option.Aliases)}";
        return option.ValueType == typeof(bool) ? names : $"{names} {option.HelpName ?? "VALUE"}";
    }

    private static string Shape(Argument argument)
    {
        string name = argument.Arity.MaximumNumberOfValues > 1 ? argument.Name + "..." : argument.Name;
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{name}]" : name;
    }

    private static void WriteRemarks(SatchelCommand command, TextWriter writer)
    {
        if (command.Remarks.Count == 0)
        {
            return;
        }

        writer.WriteLine();
        foreach (string remark in command.Remarks)
        {
            foreach (string line in Wrapped(remark, Width))
            {
                writer.WriteLine(line);
            }
        }
    }

    private static void WriteSection(TextWriter writer, string title, IEnumerable<(string Name, string? Description)> entries)
    {
        bool first = true;
        foreach ((string name, string? description) in entries)
        {
            if (first)
            {
                writer.WriteLine();
                writer.WriteLine(title + ":");
                first = false;
            }

            WriteEntry(writer, name, description ?? "");
        }
    }

    private static void WriteEntry(TextWriter writer, string name, string description)
    {
        string left = "  " + name;
        if (left.Length > DescriptionColumn - 2)
        {
            writer.WriteLine(left);
            left = "";
        }

        foreach (string line in Wrapped(description, Width - DescriptionColumn))
        {
            writer.WriteLine(left.PadRight(DescriptionColumn) + line);
            left = "";
        }
    }

    private static void WriteLines(TextWriter writer, string title, IEnumerable<string> lines)
    {
        writer.WriteLine();
        writer.WriteLine(title + ":");
        foreach (string line in lines)
        {
            writer.WriteLine("  " + line);
        }
    }

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : line + " " + word;
        }

        yield return line;
    }
}
