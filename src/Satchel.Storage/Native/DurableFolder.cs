using System.Runtime.InteropServices;

namespace Satchel.Storage.Native;

/// <summary>
/// Changes to a folder that .NET cannot make, or cannot make durable. Failures are <see cref="IOException"/> with
/// the system's error number as HResult, as .NET's own are.
/// </summary>
internal static class DurableFolder
{
    /// <summary>Makes what was added to, renamed in or removed from a folder survive a crash of the machine.</summary>
    public static void Flush(string folder)
    {
        int descriptor = LibC.Open(folder, LibC.ReadOnly | LibC.Folder | LibC.CloseOnExec);
        if (descriptor < 0)
        {
            int error = Marshal.GetLastPInvokeError();

            // A folder that may be written and not read cannot be flushed by anybody but its owner.
            if (error == LibC.AccessDenied)
            {
                return;
            }

            throw Error(error, folder);
        }

        try
        {
            if (LibC.Sync(descriptor) != 0)
            {
                int error = Marshal.GetLastPInvokeError();

                // Some file systems keep folders durable by themselves, and say that this means nothing to them.
                if (error is not (LibC.InvalidArgument or LibC.NotSupported or LibC.NoSystemCall))
                {
                    throw Error(error, folder);
                }
            }
        }
        finally
        {
            _ = LibC.Close(descriptor);
        }
    }

    /// <summary>Gives a file another name unless that is taken; false where it is.</summary>
    public static bool TryRename(string from, string to)
    {
        if (LibC.Rename(LibC.CurrentFolder, from, LibC.CurrentFolder, to, LibC.RenameNoReplace) == 0)
        {
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        if (error is LibC.InvalidArgument or LibC.NoSystemCall or LibC.NotSupported)
        {
            // A file system without this kind of rename; linking refuses a taken name as well.
            if (LibC.Link(from, to) == 0)
            {
                _ = LibC.Unlink(from);
                return true;
            }

            error = Marshal.GetLastPInvokeError();
        }

        return error == LibC.Exists ? false : throw Error(error, to);
    }

    /// <summary>Removes a file's name, never what a link points to; false where there was none.</summary>
    public static bool Remove(string path)
    {
        if (LibC.Unlink(path) == 0)
        {
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        return error is LibC.NoEntry or LibC.NotADirectory ? false : throw Error(error, path);
    }

    /// <summary>Opens a file for reading, without following a link in its last part and without waiting on a pipe; null where there is none.</summary>
    public static Microsoft.Win32.SafeHandles.SafeFileHandle? OpenRead(string path)
    {
        int descriptor = LibC.Open(path, LibC.ReadOnly | LibC.NoFollow | LibC.NonBlocking | LibC.CloseOnExec);
        if (descriptor >= 0)
        {
            return new Microsoft.Win32.SafeHandles.SafeFileHandle(descriptor, ownsHandle: true);
        }

        int error = Marshal.GetLastPInvokeError();
        return error is LibC.NoEntry or LibC.NotADirectory ? null : throw Error(error, path);
    }

    private static IOException Error(int error, string path) => new($"{Marshal.GetPInvokeErrorMessage(error)}: {path}", error);
}
