using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Satchel.Chats.Sqlite;

namespace Satchel.Chats.Native;

/// <summary>
/// A file system of SQLite (its "VFS") through which it reads a database from an <see cref="ISqliteSource"/>: what lies encrypted on disk is decrypted as
/// SQLite asks for it. Everything but the database itself (temporary files, time, randomness) is the default file system's. Interface: SQLite's
/// <c>sqlite3_vfs</c> and <c>sqlite3_io_methods</c>, version 1 (sqlite.org/c3ref/vfs.html).
/// </summary>
internal static unsafe partial class SqliteFileSystem
{
    /// <summary>What to open a database with.</summary>
    public const string Name = "satchel";

    private const string Library = "libsqlite3.so.0";
    private const int Ok = 0;
    private const int ReadOnly = 8;
    private const int ReadError = 10 | (1 << 8);
    private const int ShortRead = 10 | (2 << 8);
    private const int CannotOpen = 14;
    private const int NotFound = 12;
    private const int OpenMainDatabase = 0x100;
    private const int OpenReadOnly = 0x1;
    private const int SectorBytes = 4096;
    private const int IsImmutable = 0x2000;

    private static readonly Lock Gate = new();
    private static readonly Dictionary<string, ISqliteSource> Opening = new(StringComparer.Ordinal);
    private static VirtualFileSystem* _default;
    private static Methods* _methods;

    /// <summary>Makes a source known under a name, which the next opening of that name takes.</summary>
    /// <returns>The name.</returns>
    public static string Offer(ISqliteSource source)
    {
        string name = Guid.NewGuid().ToString("N");
        lock (Gate)
        {
            Register();
            Opening[name] = source;
        }

        return name;
    }

    /// <summary>Takes back what was offered and not opened.</summary>
    public static void Withdraw(string name)
    {
        lock (Gate)
        {
            _ = Opening.Remove(name);
        }
    }

    private static void Register()
    {
        if (_default is not null)
        {
            return;
        }

        _ = SqliteLibrary.IsWithoutStatistics;
        _methods = (Methods*)NativeMemory.AllocZeroed((nuint)sizeof(Methods));
        _methods->Version = 1;
        _methods->Close = &Close;
        _methods->Read = &Read;
        _methods->Write = &Refuse;
        _methods->Truncate = &RefuseTruncation;
        _methods->Sync = &Agree;
        _methods->FileSize = &FileSize;
        _methods->Lock = &Agree;
        _methods->Unlock = &Agree;
        _methods->CheckReservedLock = &IsLocked;
        _methods->FileControl = &Control;
        _methods->SectorSize = &SectorSize;
        _methods->DeviceCharacteristics = &Characteristics;

        VirtualFileSystem* system = FindFileSystem(0);
        VirtualFileSystem* own = (VirtualFileSystem*)NativeMemory.AllocZeroed((nuint)sizeof(VirtualFileSystem));
        *own = *system;
        own->Version = 1;
        own->Next = null;
        own->FileBytes = Math.Max(system->FileBytes, sizeof(OpenFile));
        own->Name = (byte*)Marshal.StringToCoTaskMemUTF8(Name);
        own->Open = &Open;
        own->FullPathName = &FullPathName;
        _default = system;
        if (RegisterFileSystem(own, 0) != Ok)
        {
            _default = null;
            throw new InvalidOperationException("SQLite does not take a file system.");
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(VirtualFileSystem* system, byte* name, OpenFile* file, int flags, int* outFlags)
    {
        if ((flags & OpenMainDatabase) == 0 || name is null)
        {
            // Temporary files, for sorts that do not fit into memory.
            return _default->Open(_default, name, file, flags, outFlags);
        }

        file->Methods = null;
        lock (Gate)
        {
            string key = Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
            if (!Opening.Remove(key, out ISqliteSource? source))
            {
                return CannotOpen;
            }

            file->Source = GCHandle.ToIntPtr(GCHandle.Alloc(source));
        }

        file->Methods = _methods;
        if (outFlags is not null)
        {
            *outFlags = OpenReadOnly;
        }

        return Ok;
    }

    // Names are ours, not paths.
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FullPathName(VirtualFileSystem* system, byte* name, int length, byte* output)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name);
        if (bytes.Length >= length)
        {
            return CannotOpen;
        }

        bytes.CopyTo(new Span<byte>(output, length));
        output[bytes.Length] = 0;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(OpenFile* file)
    {
        GCHandle handle = GCHandle.FromIntPtr(file->Source);
        (handle.Target as ISqliteSource)?.Dispose();
        handle.Free();
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(OpenFile* file, byte* buffer, int count, long offset)
    {
        Span<byte> bytes = new(buffer, count);
        try
        {
            int read = SourceOf(file).Read(bytes, offset);
            bytes[read..].Clear();
            return read == count ? Ok : ShortRead;
        }
        catch (Exception e) when (e is ChatFormatException or IOException or UnauthorizedAccessException)
        {
            return ReadError;   // an exception cannot pass through SQLite
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileSize(OpenFile* file, long* size)
    {
        *size = SourceOf(file).LengthBytes;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Refuse(OpenFile* file, byte* buffer, int count, long offset) => ReadOnly;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int RefuseTruncation(OpenFile* file, long size) => ReadOnly;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Agree(OpenFile* file, int argument) => Ok;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int IsLocked(OpenFile* file, int* result)
    {
        *result = 0;
        return Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Control(OpenFile* file, int operation, void* argument) => NotFound;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(OpenFile* file) => SectorBytes;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Characteristics(OpenFile* file) => IsImmutable;

    private static ISqliteSource SourceOf(OpenFile* file) => (ISqliteSource)GCHandle.FromIntPtr(file->Source).Target!;

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_find")]
    private static partial VirtualFileSystem* FindFileSystem(nint name);

    [LibraryImport(Library, EntryPoint = "sqlite3_vfs_register")]
    private static partial int RegisterFileSystem(VirtualFileSystem* system, int makeDefault);

    [StructLayout(LayoutKind.Sequential)]
    private struct OpenFile
    {
        public Methods* Methods;
        public nint Source;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Methods
    {
        public int Version;
        public delegate* unmanaged[Cdecl]<OpenFile*, int> Close;
        public delegate* unmanaged[Cdecl]<OpenFile*, byte*, int, long, int> Read;
        public delegate* unmanaged[Cdecl]<OpenFile*, byte*, int, long, int> Write;
        public delegate* unmanaged[Cdecl]<OpenFile*, long, int> Truncate;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int> Sync;
        public delegate* unmanaged[Cdecl]<OpenFile*, long*, int> FileSize;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int> Lock;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, int> Unlock;
        public delegate* unmanaged[Cdecl]<OpenFile*, int*, int> CheckReservedLock;
        public delegate* unmanaged[Cdecl]<OpenFile*, int, void*, int> FileControl;
        public delegate* unmanaged[Cdecl]<OpenFile*, int> SectorSize;
        public delegate* unmanaged[Cdecl]<OpenFile*, int> DeviceCharacteristics;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct VirtualFileSystem
    {
        public int Version;
        public int FileBytes;
        public int MaxPathBytes;
        public VirtualFileSystem* Next;
        public byte* Name;
        public nint Data;
        public delegate* unmanaged[Cdecl]<VirtualFileSystem*, byte*, OpenFile*, int, int*, int> Open;
        public nint Delete;
        public nint Access;
        public delegate* unmanaged[Cdecl]<VirtualFileSystem*, byte*, int, byte*, int> FullPathName;
        public nint LoadLibrary;
        public nint LibraryError;
        public nint FindSymbol;
        public nint UnloadLibrary;
        public nint Randomness;
        public nint Sleep;
        public nint CurrentTime;
        public nint LastError;
    }
}
