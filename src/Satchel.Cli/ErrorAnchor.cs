namespace Satchel.Cli;

/// <summary>The sections of docs/errors.md that messages point to.</summary>
internal static class ErrorAnchor
{
    public const string BadUsage = "bad-usage";
    public const string NoSuchPath = "no-such-path";
    public const string NothingRecognised = "nothing-recognised";
    public const string TargetNotEmpty = "target-not-empty";
    public const string NoVault = "no-vault";
    public const string VaultExists = "vault-exists";
    public const string NewerFormat = "newer-format";
    public const string PassphraseNeeded = "passphrase-needed";
    public const string WrongPassphrase = "wrong-passphrase";
    public const string KeyNeeded = "key-needed";
    public const string WrongKey = "wrong-key";
    public const string SourceDamaged = "source-damaged";
    public const string SourceUnsupported = "source-unsupported";
    public const string OtherOwner = "other-owner";
    public const string UnknownTarget = "unknown-target";
    public const string BrokenResult = "broken-result";
    public const string SourceIncomplete = "source-incomplete";
    public const string VaultDamaged = "vault-damaged";
    public const string VaultWentBack = "vault-went-back";
    public const string NotFound = "not-found";
    public const string Ambiguous = "ambiguous-id";
    public const string LastKey = "last-key";
    public const string Busy = "busy";
    public const string ClockSkew = "clock-skew";
    public const string LimitExceeded = "limit-exceeded";
    public const string StorageFull = "storage-full";
    public const string StorageUnreachable = "storage-unreachable";
    public const string StorageRefused = "storage-refused";
    public const string OverQuota = "over-quota";
    public const string PlanEnded = "plan-ended";
    public const string NotAllowed = "not-allowed";
    public const string StorageFailed = "storage-failed";
    public const string FileFailed = "file-failed";
    public const string Interrupted = "interrupted";
    public const string Unexpected = "unexpected";

    /// <summary>Every anchor, for the test that holds docs/errors.md to them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        BadUsage, NoSuchPath, NothingRecognised, TargetNotEmpty, NoVault, VaultExists, NewerFormat, PassphraseNeeded, WrongPassphrase, KeyNeeded,
        WrongKey, SourceDamaged, SourceUnsupported, OtherOwner, UnknownTarget, BrokenResult, SourceIncomplete, VaultDamaged, VaultWentBack, NotFound, Ambiguous, LastKey, Busy, ClockSkew,
        LimitExceeded, StorageFull, StorageUnreachable, StorageRefused, OverQuota, PlanEnded, NotAllowed, StorageFailed, FileFailed, Interrupted, Unexpected,
    ];
}
