using System.Diagnostics;

namespace Satchel.Tests.Durability;

/// <summary>A small disk of its own, in memory, mounted at a folder.</summary>
internal sealed class Mount : IDisposable
{
    private readonly string _folder;

    private Mount(string folder) => _folder = folder;

    /// <summary>Mounts one; null where this process may not.</summary>
    public static Mount? TryAt(string folder, long lengthBytes)
    {
        Directory.CreateDirectory(folder);
        return OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={lengthBytes}", "satchel-test", folder) ? new Mount(folder) : null;
    }

    /// <summary>Makes the disk larger or smaller; false where more than that lies on it.</summary>
    public bool TryResize(long lengthBytes) => Run("mount", "-o", $"remount,size={lengthBytes}", _folder);

    public void Dispose() => Run("umount", _folder);

    private static bool Run(string program, params string[] args)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, args) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;   // there is no such program
        }
    }
}
