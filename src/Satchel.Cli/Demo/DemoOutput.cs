using System.Text;

namespace Satchel.Cli.Demo;

/// <summary>
/// Plays a demo's steps: for a person each command as it would be typed and what it prints, for a script one object a step with the
/// command's own results in it.
/// </summary>
internal sealed class DemoOutput(DemoStage stage, Session session, bool asJson)
{
    private readonly Terminal _terminal = session.Terminal;

    /// <summary>Says something between the commands.</summary>
    public void Say(string text)
    {
        if (!asJson)
        {
            _terminal.Out.WriteLine($"\n# {text}");
            _terminal.Out.Flush();
        }
    }

    /// <summary>Tells the outcome of something that is no command.</summary>
    public void Tell(string step, string text, IReadOnlyDictionary<string, long> numbers)
    {
        if (!asJson)
        {
            _terminal.Out.WriteLine(text);
            _terminal.Out.Flush();
            return;
        }

        using var lines = new JsonLines(_terminal);
        lines.Write(json =>
        {
            json.WriteString("step", step);
            foreach ((string name, long number) in numbers)
            {
                json.WriteNumber(name, number);
            }
        });
    }

    /// <summary>Runs a command; the demo ends where it fails.</summary>
    public async Task RunAsync(CancellationToken cancellationToken, params string[] args)
    {
        string typed = "satchel " + string.Join(' ', args.Select(Quoted));
        int code = asJson ? await RunAsJsonAsync(typed, args, cancellationToken) : await RunAsTextAsync(typed, args, cancellationToken);
        if (code != 0)
        {
            throw new CommandException((ExitCode)code, ErrorAnchor.Unexpected, $"the demo ends here: '{typed}' ended with {code}");
        }
    }

    /// <summary>Opens the viewer, until the person ends it.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        Say("the viewer, until Ctrl-C");
        await CommandLine.RunAsync(asJson ? ["open", "--json"] : ["open"], stage.SessionFor(_terminal), cancellationToken);
    }

    private static string Quoted(string arg) => arg.Contains(' ', StringComparison.Ordinal) ? $"'{arg}'" : arg;

    private async Task<int> RunAsTextAsync(string typed, string[] args, CancellationToken cancellationToken)
    {
        _terminal.Out.WriteLine($"$ {typed}");
        await _terminal.Out.FlushAsync(cancellationToken);
        return await CommandLine.RunAsync(args, stage.SessionFor(_terminal), cancellationToken);
    }

    private async Task<int> RunAsJsonAsync(string typed, string[] args, CancellationToken cancellationToken)
    {
        using var results = new MemoryStream();
        int code;
        using (var inner = new Terminal(results, Stream.Null))
        {
            code = await CommandLine.RunAsync([.. args, "--json"], stage.SessionFor(inner), cancellationToken);
        }

        using var lines = new JsonLines(_terminal);
        lines.Write(json =>
        {
            json.WriteString("step", args[0]);
            json.WriteString("command", typed);
            json.WriteNumber("exitCode", code);
            json.WriteStartArray("results");
            foreach (string line in Encoding.UTF8.GetString(results.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                json.WriteRawValue(line);
            }

            json.WriteEndArray();
        });
        return code;
    }
}
