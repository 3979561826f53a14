using System.Runtime.InteropServices;

namespace Satchel.Cli.Native;

/// <summary>What the C library does for the whole process.</summary>
internal static partial class CLibrary
{
    private const int ArenaMax = -8;   // M_ARENA_MAX
    private const int Arenas = 2;

    /// <summary>
    /// Lets the threads share the native libraries' memory: glibc would give each one a part of its own and keep what is freed there.
    /// </summary>
    public static void ShareMemory()
    {
        try
        {
            _ = SetOption(ArenaMax, Arenas);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library, which has no such parts.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
