using Microsoft.Win32.SafeHandles;

namespace Satchel.Cli;

/// <summary>The terminal of this process.</summary>
internal static class ProcessTerminal
{
    private const int StandardOutput = 1;

    /// <summary>Opens it.</summary>
    public static Terminal Open()
    {
        bool errorIsTerminal = !Console.IsErrorRedirected;
        return new Terminal(OpenOutput(), Console.OpenStandardError())
        {
            ErrorIsTerminal = errorIsTerminal,
            Width = errorIsTerminal ? Math.Max(Console.WindowWidth, 40) : 80,
            AskSecret = Console.IsInputRedirected ? null : SecretPrompt.Ask,
        };
    }

    /// <summary>
    /// The console's own stream keeps silent when the reader of a pipe has gone, so a command would work on for nobody; a pipe is
    /// written to directly. A file is left to the console's stream, which minds where others append to it.
    /// </summary>
    private static Stream OpenOutput()
    {
        if (!Console.IsOutputRedirected)
        {
            return Console.OpenStandardOutput();
        }

        var handle = new SafeFileHandle(StandardOutput, ownsHandle: false);
        var stream = new FileStream(handle, FileAccess.Write, bufferSize: 0);
        if (stream.CanSeek)
        {
            stream.Dispose();
            return Console.OpenStandardOutput();
        }

        return new PipeOutput(stream);
    }
}
