using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Satchel.Storage.Native;

namespace Satchel.Storage.FileSystem;

/// <summary>
/// Writes long contents to the disk itself where the file system has a way, instead of copying them into the system's cache first:
/// what is written once and not soon read again would only push out of the cache what other programs use.
/// </summary>
public static unsafe class UncachedWriting
{
    /// <summary>What disks want the memory and the lengths of such writes to be multiples of.</summary>
    public const int AlignmentBytes = 4096;

    // Waiting for the disk costs more than copying where there is little to write.
    private const int LeastBytes = 64 * 1024;

    /// <summary>Memory from which such writes can be made, filled with what ever. It is not moved, so it is meant to be used for long.</summary>
    public static Memory<byte> Allocate(int lengthBytes)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(checked(lengthBytes + AlignmentBytes), pinned: true);
        int misplaced = (int)((nuint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(bytes)) % AlignmentBytes);
        return bytes.AsMemory((AlignmentBytes - misplaced) % AlignmentBytes, lengthBytes);
    }

    /// <summary>Writes to a file at a place. What is not fit for it goes the usual way.</summary>
    /// <param name="file">The file, which nobody else writes.</param>
    /// <param name="content">Best from <see cref="Allocate"/>.</param>
    /// <param name="offset">Best a multiple of <see cref="AlignmentBytes"/>.</param>
    /// <exception cref="IOException">As of any write.</exception>
    public static void Write(SafeFileHandle file, ReadOnlySpan<byte> content, long offset)
    {
        int whole = content.Length - (content.Length % AlignmentBytes);
        if (whole >= LeastBytes && offset % AlignmentBytes == 0 && IsAligned(content) && TryWrite(file, content[..whole], offset))
        {
            content = content[whole..];
            offset += whole;
        }

        RandomAccess.Write(file, content, offset);
    }

    private static bool IsAligned(ReadOnlySpan<byte> content) =>
        (nuint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(content)) % AlignmentBytes == 0;

    // False where this file system, or this disk, does not take it.
    private static bool TryWrite(SafeFileHandle file, ReadOnlySpan<byte> content, long offset)
    {
        bool isHeld = false;
        file.DangerousAddRef(ref isHeld);
        try
        {
            int descriptor = (int)file.DangerousGetHandle();
            int flags = LibC.Control(descriptor, LibC.GetFlags, 0);
            if (flags < 0 || LibC.Control(descriptor, LibC.SetFlags, flags | LibC.Direct) != 0)
            {
                return false;
            }

            try
            {
                RandomAccess.Write(file, content, offset);
                return true;
            }
            catch (IOException error) when (error.HResult is LibC.InvalidArgument or LibC.NotSupported)
            {
                return false;
            }
            finally
            {
                _ = LibC.Control(descriptor, LibC.SetFlags, flags);
            }
        }
        finally
        {
            file.DangerousRelease();
        }
    }
}
