namespace Satchel.Cli;

/// <summary>What the exit codes mean, for help texts.</summary>
internal static class ExitCodes
{
    /// <summary>One line on what <paramref name="code"/> means.</summary>
    public static string Describe(ExitCode code) => code switch
    {
        ExitCode.Done => "done",
        ExitCode.Failed => "failed",
        ExitCode.BadUsage => "bad usage",
        ExitCode.Incomplete => "done, but something could not be read; each is named",
        ExitCode.Damaged => "the vault is damaged, or its storage went back or forked",
        ExitCode.NoVault => "no vault there",
        ExitCode.Busy => "somebody else holds what is needed",
        ExitCode.WrongKey => "wrong or missing passphrase, key or password",
        ExitCode.OverQuota => "over quota; nothing that was saved is touched",
        ExitCode.PlanEnded => "the plan has ended: reading only",
        ExitCode.NotAllowed => "not allowed",
        ExitCode.Interrupted => "stopped by Ctrl-C",
        ExitCode.OutputClosed => "whoever read the output stopped reading",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
