namespace Satchel.Storage;

/// <summary>Why a storage did not do what it was asked.</summary>
public enum StorageProblem
{
    /// <summary>There is no blob of that name.</summary>
    NotFound,

    /// <summary>The name is taken; blobs are never replaced.</summary>
    AlreadyExists,

    /// <summary>The blob is shorter than the range asked for, or longer than its limit.</summary>
    WrongLength,

    /// <summary>The storage is full.</summary>
    Full,

    /// <summary>The storage did not let this program do that: a folder without permission, an object store without credentials.</summary>
    Refused,

    /// <summary>The storage could not be reached, or broke off.</summary>
    Unreachable,

    /// <summary>The account's quota is used up; what was acknowledged is untouched.</summary>
    OverQuota,

    /// <summary>The account's plan has ended: it may be read, and not written.</summary>
    PlanEnded,

    /// <summary>The server knows who asks, and does not let them: another's, suspended, revoked, or not the owner's credentials.</summary>
    NotAllowed,

    /// <summary>The location that was given is not of a form that any storage has.</summary>
    BadLocation,

    /// <summary>The storage failed in a way that is none of the above.</summary>
    Failed,
}

/// <summary>A storage did not do what it was asked. The message names the storage and the blob, never a secret.</summary>
public sealed class StorageException(StorageProblem problem, string where, string message, Exception? inner = null)
    : IOException($"{where}: {message}", inner)
{
    /// <summary>What a program can switch on.</summary>
    public StorageProblem Problem { get; } = problem;

    /// <summary>The storage, then the blob: <c>/mnt/disk/vault, packs/3f/3f09…</c>.</summary>
    public string Where { get; } = where;
}
