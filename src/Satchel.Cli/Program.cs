using System.Collections;
using System.Runtime.InteropServices;
using Satchel.Cli;
using Satchel.Cli.Native;

CLibrary.ShareMemory();
using var stopping = new CancellationTokenSource();
using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using Terminal terminal = ProcessTerminal.Open();
try
{
    return await CommandLine.RunAsync(args, new Session(terminal, Variables(), TimeProvider.System), stopping.Token);
}
catch (Exception error)
{
    terminal.Fail(Failure.Unforeseen(error));
    return (int)ExitCode.Failed;
}

// The first signal asks for a clean end; a second one takes the system's way, which is the quick one.
void Stop(PosixSignalContext signal)
{
    signal.Cancel = !stopping.IsCancellationRequested && !SecretPrompt.IsAsking;
    stopping.Cancel();
}

static Dictionary<string, string> Variables()
{
    var variables = new Dictionary<string, string>(StringComparer.Ordinal);
    foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
    {
        variables[(string)variable.Key] = (string?)variable.Value ?? "";
    }

    return variables;
}
