using System.Runtime.InteropServices;

namespace Satchel.Tests.Chats.WeChat.Media.Native;

/// <summary>The other half of the library that decodes: makes voices to decode.</summary>
internal static unsafe partial class AmrEncoder
{
    private const string Library = "libopencore-amrnb.so.0";
    private const int BestMode = 7;

    /// <summary>Encodes samples of 8 kHz, 160 a frame.</summary>
    public static byte[] Encode(short[] samples)
    {
        List<byte> frames = [];
        byte[] frame = new byte[64];
        nint encoder = Init(0);
        for (int at = 0; at + 160 <= samples.Length; at += 160)
        {
            fixed (short* start = &samples[at])
            fixed (byte* output = frame)
            {
                frames.AddRange(frame.AsSpan(0, Encode(encoder, BestMode, start, output, 0)));
            }
        }

        Exit(encoder);
        return [.. frames];
    }

    [LibraryImport(Library, EntryPoint = "Encoder_Interface_init")]
    private static partial nint Init(int isSilenceSkipped);

    [LibraryImport(Library, EntryPoint = "Encoder_Interface_exit")]
    private static partial void Exit(nint encoder);

    [LibraryImport(Library, EntryPoint = "Encoder_Interface_Encode")]
    private static partial int Encode(nint encoder, int mode, short* samples, byte* frame, int isForced);
}
