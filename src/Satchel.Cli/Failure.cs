using System.Net.Sockets;
using Satchel.Chats;
using Satchel.Storage;
using Satchel.Vaults;

namespace Satchel.Cli;

/// <summary>
/// What a person is told of a failure, and what the process ends with. This is the one place that knows how the libraries'
/// problems become exit codes and hints.
/// </summary>
/// <param name="Code">What the process ends with.</param>
/// <param name="Anchor">The section of docs/errors.md.</param>
/// <param name="Sentence">What happened.</param>
/// <param name="Hint">What to do, or null.</param>
internal sealed record Failure(ExitCode Code, string Anchor, string Sentence, string? Hint)
{
    private const int DiskFull = 28;      // ENOSPC
    private const int QuotaReached = 122; // EDQUOT

    /// <summary>The failure that <paramref name="error"/> is; null where it is none that anybody foresaw.</summary>
    public static Failure? Of(Exception error) => error switch
    {
        CommandException command => new(command.Code, command.Anchor, command.Message, command.Hint),
        VaultException vault => Of(vault),
        StorageException storage => Of(storage),
        ChatFormatException format => Of(format),
        OperationCanceledException => new(ExitCode.Interrupted, ErrorAnchor.Interrupted, "stopped; what was saved before is whole", null),
        UnauthorizedAccessException => new(ExitCode.Failed, ErrorAnchor.FileFailed, error.Message, "check who may read and write there"),
        IOException io when (io.HResult & 0xFFFF) is DiskFull or QuotaReached => new(ExitCode.Failed, ErrorAnchor.StorageFull, io.Message, FullHint),
        IOException or SocketException => new(ExitCode.Failed, ErrorAnchor.FileFailed, error.Message, null),
        _ => null,
    };

    /// <summary>What is told where nobody foresaw the failure: a mistake of this program.</summary>
    public static Failure Unforeseen(Exception error) => new(
        ExitCode.Failed,
        ErrorAnchor.Unexpected,
        $"something went wrong that should not have ({error.GetType().Name} in {error.TargetSite?.DeclaringType?.Name ?? "an unknown place"})",
        "this is a mistake in satchel: please report it with the command and this line");

    private const string FullHint = "make room there and run the command again; what was saved before is whole";

    private static Failure Of(VaultException error) => error.Problem switch
    {
        VaultProblem.NoVault => new(ExitCode.NoVault, ErrorAnchor.NoVault, error.Message, "'satchel init' makes a vault; --vault or SATCHEL_VAULT names one"),
        VaultProblem.NotEmpty => new(ExitCode.BadUsage, ErrorAnchor.VaultExists, error.Message, "name a folder that is empty or not there yet"),
        VaultProblem.WrongSecret => new(ExitCode.WrongKey, ErrorAnchor.WrongPassphrase, error.Message, "a lost passphrase is replaced with the recovery code: --recovery-code-file"),
        VaultProblem.NewerFormat => new(ExitCode.Failed, ErrorAnchor.NewerFormat, error.Message, "take a newer satchel"),
        VaultProblem.Damaged => new(ExitCode.Damaged, ErrorAnchor.VaultDamaged, error.Message, "'satchel check --read-data' lists all damage; what it does not touch still restores"),
        VaultProblem.RolledBack => new(ExitCode.Damaged, ErrorAnchor.VaultWentBack, error.Message, "nothing was written; find out who put back an older copy of the vault"),
        VaultProblem.Forked => new(ExitCode.Damaged, ErrorAnchor.VaultWentBack, error.Message, "nothing was written; find out which copy of the vault this is"),
        VaultProblem.NotFound => new(ExitCode.Failed, ErrorAnchor.NotFound, error.Message, "'satchel snapshots' lists what is there"),
        VaultProblem.Ambiguous => new(ExitCode.BadUsage, ErrorAnchor.Ambiguous, error.Message, "give more digits"),
        VaultProblem.LastKey => new(ExitCode.Failed, ErrorAnchor.LastKey, error.Message, "add another one first"),
        VaultProblem.Busy => new(ExitCode.Busy, ErrorAnchor.Busy, error.Message, "wait until it is done, then run the command again"),
        VaultProblem.ClockSkew => new(ExitCode.Failed, ErrorAnchor.ClockSkew, error.Message, "set this machine's clock"),
        VaultProblem.LimitExceeded => new(ExitCode.Failed, ErrorAnchor.LimitExceeded, error.Message, null),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Failure Of(StorageException error) => error.Problem switch
    {
        StorageProblem.NotFound => new(ExitCode.Damaged, ErrorAnchor.VaultDamaged, error.Message, "'satchel check' lists what else is missing"),
        StorageProblem.WrongLength => new(ExitCode.Damaged, ErrorAnchor.VaultDamaged, error.Message, "'satchel check' lists what else is wrong"),
        StorageProblem.AlreadyExists => new(ExitCode.Failed, ErrorAnchor.StorageFailed, error.Message, "run the command again"),
        StorageProblem.Full => new(ExitCode.Failed, ErrorAnchor.StorageFull, error.Message, FullHint),
        StorageProblem.Refused => new(ExitCode.Failed, ErrorAnchor.StorageRefused, error.Message, "check who may read and write there"),
        StorageProblem.OverQuota => new(ExitCode.OverQuota, ErrorAnchor.OverQuota, error.Message, "'satchel account' shows the quota; 'satchel forget' and 'satchel prune' make room; what was saved before is whole"),
        StorageProblem.PlanEnded => new(ExitCode.PlanEnded, ErrorAnchor.PlanEnded, error.Message, "restore, export, check and search work; renew the plan to save again"),
        StorageProblem.NotAllowed => new(ExitCode.NotAllowed, ErrorAnchor.NotAllowed, error.Message, "'satchel account' and 'satchel devices' show what this device may do"),
        StorageProblem.BadLocation => new(ExitCode.BadUsage, ErrorAnchor.BadUsage, error.Message, "a vault is a folder, s3://bucket/prefix, or https://host/name on a Satchel cloud"),
        StorageProblem.Unreachable => new(ExitCode.Failed, ErrorAnchor.StorageUnreachable, error.Message, "run the command again when it is there; what was sent is not sent again"),
        StorageProblem.Failed => new(ExitCode.Failed, ErrorAnchor.StorageFailed, error.Message, null),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static Failure Of(ChatFormatException error) => error.Problem switch
    {
        ChatFormatProblem.NotThisFormat => new(ExitCode.Failed, ErrorAnchor.NothingRecognised, error.Message, "'satchel sources PATH' tells what is recognised"),
        ChatFormatProblem.WrongKey => new(ExitCode.WrongKey, ErrorAnchor.WrongKey, error.Message, KeyHint),
        ChatFormatProblem.KeyNeeded => new(ExitCode.WrongKey, ErrorAnchor.KeyNeeded, error.Message, "give --key FILE; " + KeyHint),
        ChatFormatProblem.Truncated or ChatFormatProblem.Damaged or ChatFormatProblem.BrokenReference =>
            new(ExitCode.Failed, ErrorAnchor.SourceDamaged, error.Message, "copy it from the phone again, or take an older backup of the app"),
        ChatFormatProblem.UnsupportedVersion => new(ExitCode.Failed, ErrorAnchor.SourceUnsupported, error.Message, "please report the app's version"),
        ChatFormatProblem.LimitExceeded => new(ExitCode.Failed, ErrorAnchor.LimitExceeded, error.Message, null),
        ChatFormatProblem.OtherOwner => new(ExitCode.Failed, ErrorAnchor.OtherOwner, error.Message, "narrow with --account; --force merges them all the same"),
        ChatFormatProblem.UnknownTarget => new(ExitCode.Failed, ErrorAnchor.UnknownTarget, error.Message, "take a newer satchel; --force writes it all the same, and the app may refuse it"),
        ChatFormatProblem.NothingChosen => new(ExitCode.Failed, ErrorAnchor.NotFound, error.Message, "'satchel chats FROM' lists what is there"),
        ChatFormatProblem.BrokenResult => new(ExitCode.Failed, ErrorAnchor.BrokenResult, error.Message, "this is a mistake in satchel: please report it with these lines"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private const string KeyHint = "the 64-digit key is in WhatsApp, Settings > Chats > Chat backup > End-to-end encrypted backup";
}
