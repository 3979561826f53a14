using System.CommandLine;
using Satchel.Chats;
using Satchel.Chats.Apple;
using Satchel.Cli.Options;
using Satchel.Cli.Text;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel sources</c>: what can be backed up at a path.</summary>
internal sealed class SourcesCommand : SatchelCommand
{
    private readonly Argument<string?> _path = new("PATH")
    {
        Description = "a file or folder; where left out, the current folder and those that Finder, iTunes and libimobiledevice put backups of iPhones into",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public SourcesCommand() : base("sources", "shows which chat histories are at a path, and whether they need a key", ExitCode.Incomplete)
    {
        Arguments.Add(_path);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
        ["Where nothing is recognised, nothing is printed. What is found is what 'satchel backup PATH' saves."];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel sources /media/phone"];

    /// <inheritdoc/>
    public override Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        string[] paths = arguments.GetValue(_path) is { } typed ? [ExistingPath.Check(typed)] : [Path.GetFullPath("."), .. IosBackupFolders.Usual(session.Variable)];
        var unreadable = new List<string>();
        List<ChatSource> sources = [.. paths.SelectMany(path => ChatFormats.All.SelectMany(format => format.Find(path, unreadable, cancellationToken)))
            .DistinctBy(source => (source.Format, source.Edition, source.Root, source.Part))];
        if (arguments.GetValue(Json))
        {
            WriteJson(sources, session.Terminal);
        }
        else
        {
            WriteTable(sources, session.Terminal.Out);
        }

        foreach (string folder in unreadable.Distinct())
        {
            session.Terminal.Warn($"{folder} cannot be read, and was passed over");
        }

        return Task.FromResult(unreadable.Count == 0 ? ExitCode.Done : ExitCode.Incomplete);
    }

    private static void WriteJson(List<ChatSource> sources, Terminal terminal)
    {
        using var lines = new JsonLines(terminal);
        foreach (ChatSource source in sources)
        {
            lines.Write(json =>
            {
                json.WriteString("app", source.Format.App);
                json.WriteString("platform", source.Format.Platform);
                json.Text("edition", source.Edition);
                json.Text("account", source.AccountId);
                json.WriteString("container", source.Container);
                json.WriteBoolean("needsKey", source.NeedsKey);
                json.WriteString("path", source.Root);
            });
        }
    }

    private static void WriteTable(List<ChatSource> sources, TextWriter output)
    {
        var table = new TextTable("app", "platform", "account", "container", "key", "path");
        foreach (ChatSource source in sources)
        {
            string app = source.Edition is null ? source.Format.App : $"{source.Format.App} {source.Edition}";
            table.Add(app, source.Format.Platform, source.AccountId ?? LocalTime.Unknown, source.Container, source.NeedsKey ? "needed" : "not needed", source.Root);
        }

        table.Write(output);
    }
}
