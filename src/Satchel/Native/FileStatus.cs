using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Satchel.Capture;

namespace Satchel.Native;

/// <summary>What the system says about a file, without following a link: .NET tells neither inode nor nanoseconds.</summary>
internal static unsafe partial class FileStatus
{
    private const string Library = "libc";
    private const int AtWorkingFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint BasicFields = 0x7FF;

    // struct statx is the same on every processor, unlike struct stat.
    private const int StatusBytes = 256;
    private const int ModeOffset = 28;
    private const int InodeOffset = 32;
    private const int SizeOffset = 40;
    private const int SecondsOffset = 112;
    private const int NanosOffset = 120;
    private const int TypeMask = 0xF000;
    private const int PermissionMask = 0xFFF;
    private const long NanosPerSecond = 1_000_000_000;

    /// <summary>Reads it; null where there is nothing of that name, or nothing that may be seen.</summary>
    public static FileStamp? Read(string path)
    {
        byte* status = stackalloc byte[StatusBytes];
        if (Statx(AtWorkingFolder, path, DoNotFollow, BasicFields, status) != 0)
        {
            return null;
        }

        ReadOnlySpan<byte> fields = new(status, StatusBytes);
        int mode = BinaryPrimitives.ReadUInt16LittleEndian(fields[ModeOffset..]);
        EntryKind kind = (mode & TypeMask) switch
        {
            0x8000 => EntryKind.File,
            0x4000 => EntryKind.Folder,
            0xA000 => EntryKind.Link,
            _ => EntryKind.Special,
        };
        long seconds = BinaryPrimitives.ReadInt64LittleEndian(fields[SecondsOffset..]);
        uint nanos = BinaryPrimitives.ReadUInt32LittleEndian(fields[NanosOffset..]);
        return new FileStamp(
            kind,
            BinaryPrimitives.ReadInt64LittleEndian(fields[SizeOffset..]),
            unchecked((seconds * NanosPerSecond) + nanos),
            BinaryPrimitives.ReadUInt64LittleEndian(fields[InodeOffset..]),
            mode & PermissionMask);
    }

    [LibraryImport(Library, EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, byte* status);
}
