using System.CommandLine;
using Satchel.Cli.Options;
using Satchel.Cli.Viewer;

namespace Satchel.Cli.Commands;

/// <summary><c>satchel open</c>: the viewer, a page in the browser.</summary>
internal sealed class OpenCommand : SatchelCommand
{
    private const int MaxPort = 65_535;

    private readonly FromOptions _from = new();
    private readonly Option<string?> _port = new("--port") { HelpName = "P", Description = "listen on this port; else on any that is free" };
    private readonly Option<bool> _noBrowser = new("--no-browser") { Description = "do not open the browser, only print the address" };

    public OpenCommand() : base("open", "shows a history in the browser: chats, media, search, statistics", ExitCode.Damaged, ExitCode.NoVault, ExitCode.WrongKey, ExitCode.Interrupted)
    {
        Arguments.Add(_from.From);
        AddOptions(_port, _noBrowser);
        AddOptions(_from.All);
        AddCommonOptions();
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks =>
    [
        "The viewer is a page of a server in this process, that listens on this machine alone and ends with the command (Ctrl-C). Its address holds a secret; who has it sees everything.",
        "What 'backup --watch' adds meanwhile appears by itself.",
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples => ["satchel open --vault ~/vault", "satchel open ~/WhatsApp --no-browser --port 8765"];

    /// <inheritdoc/>
    public override async Task<ExitCode> RunAsync(ParseResult arguments, Session session, CancellationToken cancellationToken)
    {
        int port = OptionValue.Count(arguments, _port, least: 0) ?? 0;
        if (port > MaxPort)
        {
            throw CommandException.BadUsage($"{_port.Name} takes a number up to {MaxPort}; {port} does not fit");
        }

        string from = arguments.GetRequiredValue(_from.From);
        await using OpenHistory history = await _from.OpenAsync(from, arguments, session, cancellationToken);
        var source = new ViewerSource(from, history.Vault, FromOptions.Read(from), _from.ReadFilter(arguments), _from.ReadViewOptions(arguments, session) with { Keys = history.Keys, HashContents = false });
        await ViewerSession.RunAsync(source, history.Views, port, session, url => Tell(url, arguments, session), cancellationToken);
        return ExitCode.Done;
    }

    private void Tell(string url, ParseResult arguments, Session session)
    {
        Terminal terminal = session.Terminal;
        terminal.ClearProgress();
        if (arguments.GetValue(Json))
        {
            using var lines = new JsonLines(terminal);
            lines.Write(json => json.WriteString("url", url));
        }
        else
        {
            terminal.Out.WriteLine(url);
        }

        terminal.Out.Flush();
        terminal.OutputStream.Flush();
        if (!arguments.GetValue(_noBrowser))
        {
            Browser.Show(url, terminal);
        }
    }
}
