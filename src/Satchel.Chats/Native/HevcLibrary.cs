using System.Runtime.InteropServices;

namespace Satchel.Chats.Native;

/// <summary>HEVC of libde265 (Debian: libde265-0).</summary>
internal static unsafe partial class HevcLibrary
{
    private const string Library = "libde265.so.0";

    [LibraryImport(Library, EntryPoint = "de265_new_decoder")]
    public static partial nint NewDecoder();

    [LibraryImport(Library, EntryPoint = "de265_free_decoder")]
    public static partial void FreeDecoder(nint decoder);

    [LibraryImport(Library, EntryPoint = "de265_push_data")]
    public static partial int Push(nint decoder, byte* bytes, int lengthBytes, long time, nint userData);

    [LibraryImport(Library, EntryPoint = "de265_flush_data")]
    public static partial int Flush(nint decoder);

    [LibraryImport(Library, EntryPoint = "de265_decode")]
    public static partial int Decode(nint decoder, out int hasMore);

    [LibraryImport(Library, EntryPoint = "de265_get_next_picture")]
    public static partial nint NextPicture(nint decoder);

    [LibraryImport(Library, EntryPoint = "de265_get_image_width")]
    public static partial int Width(nint picture, int channel);

    [LibraryImport(Library, EntryPoint = "de265_get_image_height")]
    public static partial int Height(nint picture, int channel);

    /// <summary>0 without colours, 1 for 4:2:0, 2 for 4:2:2, 3 for 4:4:4.</summary>
    [LibraryImport(Library, EntryPoint = "de265_get_chroma_format")]
    public static partial int ChromaFormat(nint picture);

    [LibraryImport(Library, EntryPoint = "de265_get_bits_per_pixel")]
    public static partial int BitsPerPixel(nint picture, int channel);

    [LibraryImport(Library, EntryPoint = "de265_get_image_plane")]
    public static partial byte* Plane(nint picture, int channel, out int stride);

    [LibraryImport(Library, EntryPoint = "de265_get_image_full_range_flag")]
    public static partial int IsFullRange(nint picture);

    [LibraryImport(Library, EntryPoint = "de265_get_image_matrix_coefficients")]
    public static partial int Matrix(nint picture);
}
