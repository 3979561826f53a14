using System.Runtime.InteropServices;

namespace Satchel.Chats.Native;

/// <summary>AMR-NB of libopencore-amrnb (Debian: libopencore-amrnb0).</summary>
internal static unsafe partial class AmrLibrary
{
    private const string Library = "libopencore-amrnb.so.0";

    [LibraryImport(Library, EntryPoint = "Decoder_Interface_init")]
    public static partial nint NewDecoder();

    [LibraryImport(Library, EntryPoint = "Decoder_Interface_exit")]
    public static partial void FreeDecoder(nint decoder);

    /// <summary>Decodes one frame, whose length the caller has checked, into 160 samples.</summary>
    [LibraryImport(Library, EntryPoint = "Decoder_Interface_Decode")]
    public static partial void Decode(nint decoder, byte* frame, short* samples, int isBad);
}
