using System.Runtime.InteropServices;

namespace Satchel.Chats.Native;

/// <summary>The calls of libzstd that decompress (Debian: libzstd1).</summary>
internal static unsafe partial class ZstdLibrary
{
    /// <summary>The log of the largest window that a frame may ask for.</summary>
    public const int ParameterWindowLogMax = 100;

    private const string Library = "libzstd.so.1";

    [LibraryImport(Library, EntryPoint = "ZSTD_createDCtx")]
    public static partial nint CreateDecompressor();

    [LibraryImport(Library, EntryPoint = "ZSTD_freeDCtx")]
    public static partial nuint FreeDecompressor(nint context);

    [LibraryImport(Library, EntryPoint = "ZSTD_DCtx_reset")]
    public static partial nuint Reset(nint context, int directive);

    [LibraryImport(Library, EntryPoint = "ZSTD_DCtx_setParameter")]
    public static partial nuint SetParameter(nint context, int parameter, int value);

    [LibraryImport(Library, EntryPoint = "ZSTD_decompressStream")]
    public static partial nuint Decompress(nint context, ref ZstdBuffer output, ref ZstdBuffer input);

    [LibraryImport(Library, EntryPoint = "ZSTD_isError")]
    public static partial uint IsError(nuint code);
}
