using Satchel.Chats.Native;

namespace Satchel.Chats.WeChat.Media;

/// <summary>Decodes voices in AMR-NB: frames of 20 ms, with or without the file's head.</summary>
internal static class AmrVoice
{
    /// <summary>Frames that are decoded: an hour, where the app records a minute.</summary>
    public const int MaxFrames = 180_000;

    private const int SamplesPerSecond = 8000;
    private const int SamplesOfFrame = 160;
    private const int MaxFrameBytes = 32;

    // By the frame's type, its first byte included; 0 is no type. 15 is a frame of nothing.
    private static ReadOnlySpan<byte> FrameBytes => [13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1];

    private static ReadOnlySpan<byte> Head => "#!AMR\n"u8;

    /// <summary>Whether bytes can begin with a frame: the padding bits of its first byte are 0, and its type is one that a voice has.</summary>
    public static bool IsFrame(ReadOnlySpan<byte> bytes) => bytes.Length > 0 && (bytes[0] & 0x83) == 0 && FrameBytes[(bytes[0] >> 3) & 15] > 1;

    /// <summary>Decodes to WAV: 8,000 samples of 16 bits a second. What is behind a broken frame is left out.</summary>
    public static unsafe byte[] ToWav(ReadOnlySpan<byte> content, string where)
    {
        ReadOnlySpan<byte> frames = content.StartsWith(Head) ? content[Head.Length..] : content;
        int count = CountFrames(frames);
        if (count == 0)
        {
            throw new ChatFormatException(ChatFormatProblem.Damaged, where, "holds no frame of AMR");
        }

        short[] samples = new short[count * SamplesOfFrame];
        byte* frame = stackalloc byte[MaxFrameBytes];
        nint decoder = AmrLibrary.NewDecoder();
        try
        {
            int at = 0;
            for (int i = 0; i < count; i++)
            {
                int length = FrameBytes[(frames[at] >> 3) & 15];
                frames.Slice(at, length).CopyTo(new Span<byte>(frame, MaxFrameBytes));
                fixed (short* target = &samples[i * SamplesOfFrame])
                {
                    AmrLibrary.Decode(decoder, frame, target, 0);
                }

                at += length;
            }
        }
        finally
        {
            AmrLibrary.FreeDecoder(decoder);
        }

        return WavFile.Make(samples, SamplesPerSecond);
    }

    private static int CountFrames(ReadOnlySpan<byte> frames)
    {
        int count = 0;
        while (count < MaxFrames && !frames.IsEmpty && FrameBytes[(frames[0] >> 3) & 15] is > 0 and byte length && length <= frames.Length)
        {
            frames = frames[length..];
            count++;
        }

        return count;
    }
}
