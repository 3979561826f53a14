using System.Text;
using Satchel.Cli.Text;

namespace Satchel.Cli;

/// <summary>
/// Where a command's words go. Results go to the output, everything else to the error stream as <c>satchel: …</c>.
/// Given its streams, so that tests run commands without a process.
/// </summary>
internal sealed class Terminal : IDisposable
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private bool _progressShown;

    public Terminal(Stream output, Stream error)
    {
        OutputStream = output;
        Out = new StreamWriter(output, Utf8, 16 * 1024, leaveOpen: true) { NewLine = "\n" };
        Error = new StreamWriter(error, Utf8, 1024, leaveOpen: true) { NewLine = "\n", AutoFlush = true };
    }

    /// <summary>Results, as text.</summary>
    public TextWriter Out { get; }

    /// <summary>The stream below <see cref="Out"/>, for bytes; flush <see cref="Out"/> before it is used.</summary>
    public Stream OutputStream { get; }

    /// <summary>Notes, warnings and errors.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether a person sees the error stream: only then is progress shown.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>How many columns the terminal has.</summary>
    public int Width { get; init; } = 80;

    /// <summary>Asks a person for a secret without showing it, UTF-8 out; null where nobody can be asked.</summary>
    public Func<string, byte[]>? AskSecret { get; init; }

    /// <summary>Says something that is not a result.</summary>
    public void Note(string sentence) => Say("note", sentence);

    /// <summary>Says that something was not as it should be.</summary>
    public void Warn(string sentence) => Say("warning", sentence);

    /// <summary>Says why the command ends.</summary>
    public void Fail(Failure failure)
    {
        Out.Flush();
        ClearProgress();
        Error.WriteLine($"satchel: error: {Sentences.AsClause(failure.Sentence)}");
        if (failure.Hint is not null)
        {
            Error.WriteLine($"satchel: hint: {SafeText.OneLine(failure.Hint)}");
        }

        Error.WriteLine($"satchel: see docs/errors.md#{failure.Anchor}");
    }

    /// <summary>Shows where the work stands, on one line that moves; nothing where nobody looks.</summary>
    public void ShowProgress(string line)
    {
        if (!ErrorIsTerminal)
        {
            return;
        }

        _progressShown = true;
        Error.Write("\r" + DisplayWidth.Cut(SafeText.OneLine(line), Math.Max(Width - 1, 20)) + "\u001b[K");
    }

    /// <summary>Takes the line of progress away.</summary>
    public void ClearProgress()
    {
        if (_progressShown)
        {
            _progressShown = false;
            Error.Write("\r\u001b[K");
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ClearProgress();
        Out.Flush();
        OutputStream.Flush();
        Error.Flush();
    }

    private void Say(string kind, string sentence)
    {
        ClearProgress();
        Error.WriteLine($"satchel: {kind}: {Sentences.AsClause(sentence)}");
    }
}
