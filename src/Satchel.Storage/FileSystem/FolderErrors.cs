using Satchel.Storage.Native;

namespace Satchel.Storage.FileSystem;

/// <summary>Says a failure of the file system in the words of a storage.</summary>
internal static class FolderErrors
{
    /// <summary>Whether <see cref="Translate"/> knows what to say of it.</summary>
    public static bool IsStorage(Exception error) => error is IOException and not StorageException or UnauthorizedAccessException;

    /// <summary>The same failure as a <see cref="StorageException"/>.</summary>
    /// <param name="where">The storage, and the blob where it is about one.</param>
    /// <param name="error">What .NET or the system said.</param>
    public static StorageException Translate(string where, Exception error)
    {
        (StorageProblem problem, string message) = error switch
        {
            UnauthorizedAccessException => (StorageProblem.Refused, "the file system does not allow that"),
            _ => error.HResult switch
            {
                LibC.NoSpace => (StorageProblem.Full, "the disk is full"),
                LibC.QuotaExceeded => (StorageProblem.Full, "the disk quota is used up"),
                LibC.TooLarge => (StorageProblem.Full, "files may not grow that large here"),
                LibC.NotPermitted or LibC.AccessDenied => (StorageProblem.Refused, "the file system does not allow that"),
                LibC.ReadOnlyFileSystem => (StorageProblem.Refused, "the file system is read-only"),
                LibC.TooManyLinks => (StorageProblem.Refused, "there is a symbolic link where a file was expected, and links are not followed"),
                LibC.NotADirectory or LibC.IsADirectory or LibC.Exists => (StorageProblem.Failed, "there is a file where a folder was expected, or a folder where a file was"),
                LibC.Stale or LibC.TimedOut or LibC.HostDown => (StorageProblem.Unreachable, "the file system could not be reached"),
                _ => (StorageProblem.Failed, error.Message),
            },
        };
        return new StorageException(problem, where, message, error);
    }
}
