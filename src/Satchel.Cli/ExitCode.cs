namespace Satchel.Cli;

/// <summary>What the process ends with. Scripts rely on the numbers; docs/errors.md tells what each means to a person.</summary>
internal enum ExitCode
{
    /// <summary>Done.</summary>
    Done = 0,

    /// <summary>Failed.</summary>
    Failed = 1,

    /// <summary>Bad usage.</summary>
    BadUsage = 2,

    /// <summary>Done, but some of the source could not be read, or some of the vault could not be given; each is named.</summary>
    Incomplete = 3,

    /// <summary>The vault is damaged, or its storage went back or forked since this device last saw it.</summary>
    Damaged = 4,

    /// <summary>There is no vault there.</summary>
    NoVault = 10,

    /// <summary>Somebody else holds what is needed.</summary>
    Busy = 11,

    /// <summary>A wrong or missing passphrase, key or password.</summary>
    WrongKey = 12,

    /// <summary>The account's quota is used up; nothing acknowledged is touched.</summary>
    OverQuota = 13,

    /// <summary>The account's plan has ended: its vaults may be read, and not written.</summary>
    PlanEnded = 14,

    /// <summary>The server does not let this account or device do that.</summary>
    NotAllowed = 15,

    /// <summary>Stopped by Ctrl-C: 128 and the signal's number, as shells have it.</summary>
    Interrupted = 130,

    /// <summary>Whoever read the output stopped reading: 128 and the signal's number, as shells have it.</summary>
    OutputClosed = 141,
}
