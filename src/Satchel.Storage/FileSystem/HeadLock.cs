using Satchel.Storage.Native;

namespace Satchel.Storage.FileSystem;

/// <summary>
/// What makes comparing and setting a head one step, between threads and between processes: an exclusive flock on
/// <c>heads/.lock</c>, which the system lets go of when its holder dies.
/// </summary>
internal static class HeadLock
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Waits until nobody else holds the lock. It is held for one small write, so the wait is short.</summary>
    /// <exception cref="IOException">Somebody held it for a minute.</exception>
    public static async Task<IDisposable> TakeAsync(FolderLayout layout, CancellationToken cancellationToken)
    {
        FolderLayout.MakeFolder(Path.GetDirectoryName(layout.LockFile)!);
        FolderLayout.RefuseLink(Path.GetDirectoryName(layout.LockFile)!);
        TimeSpan waited = TimeSpan.Zero;
        for (TimeSpan pause = FirstPause; ; pause = pause < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return new FileStream(layout.LockFile, FolderLayout.Locked(FileMode.OpenOrCreate, FileAccess.ReadWrite));
            }
            catch (IOException error) when (error.HResult == LibC.WouldBlock)
            {
                if (waited > Patience)
                {
                    throw new IOException("somebody else has held heads/.lock for a minute", error);
                }
            }

            await Task.Delay(pause, cancellationToken).ConfigureAwait(false);
            waited += pause;
        }
    }
}
