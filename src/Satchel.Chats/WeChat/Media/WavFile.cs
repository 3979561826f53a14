using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Satchel.Chats.WeChat.Media;

/// <summary>Makes a WAV file of samples of one channel.</summary>
public static class WavFile
{
    private const int HeadBytes = 44;
    private const int BytesPerSample = sizeof(short);

    /// <summary>Of samples in memory.</summary>
    internal static byte[] Make(ReadOnlySpan<short> samples, int samplesPerSecond) => Make(MemoryMarshal.AsBytes(samples), samplesPerSecond);

    /// <summary>Of samples of 16 bits, little-endian.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="samplesPerSecond">How many there are in a second.</param>
    public static byte[] Make(ReadOnlySpan<byte> samples, int samplesPerSecond)
    {
        int length = samples.Length;
        byte[] wav = new byte[HeadBytes + length];
        Span<byte> head = wav;
        "RIFF"u8.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[4..], wav.Length - 8);
        "WAVEfmt "u8.CopyTo(head[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(head[20..], 1);   // samples as they are
        BinaryPrimitives.WriteInt16LittleEndian(head[22..], 1);   // one channel
        BinaryPrimitives.WriteInt32LittleEndian(head[24..], samplesPerSecond);
        BinaryPrimitives.WriteInt32LittleEndian(head[28..], samplesPerSecond * BytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(head[32..], BytesPerSample);
        BinaryPrimitives.WriteInt16LittleEndian(head[34..], 8 * BytesPerSample);
        "data"u8.CopyTo(head[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(head[40..], length);
        samples.CopyTo(head[HeadBytes..]);
        return wav;
    }
}
