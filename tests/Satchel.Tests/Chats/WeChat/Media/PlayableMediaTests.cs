using System.Buffers.Binary;
using System.IO.Compression;
using Satchel.Chats;
using Satchel.Chats.WeChat.Media;
using Satchel.Tests.Chats.WeChat.Media.Native;

namespace Satchel.Tests.Chats.WeChat.Media;

/// <summary>What only WeChat plays, made into what a browser does.</summary>
public sealed class PlayableMediaTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("satchel-media-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_voice_in_AMR_is_heard_with_and_without_the_head_of_its_file(bool hasHead)
    {
        short[] tone = [.. Enumerable.Range(0, 16_000).Select(i => (short)(12_000 * Math.Sin(2 * Math.PI * 440 * i / 8000)))];
        byte[] frames = AmrEncoder.Encode(tone);
        byte[] voice = hasHead ? [.. "#!AMR\n"u8, .. frames] : frames;

        Assert.True(PlayableMedia.IsNeeded(voice.AsSpan(0, 16), isVoice: true));
        PlayableContent played = PlayableMedia.Decode(voice, "voice");

        Assert.Equal(("audio/wav", 44 + 32_000), (played.Mime, played.Content.Length));
        Assert.InRange(StrengthAt(played.Content, 440), 20 * StrengthAt(played.Content, 1000), double.MaxValue);
    }

    [Fact]
    public async Task A_picture_in_WXGF_has_its_colours()
    {
        (int width, int height) = (150, 70);   // no multiple of what the encoder cuts into
        byte[] stream = await HevcSample.EncodeAsync(_folder, width, height, (76, 85, 255), (29, 255, 107));

        PlayableContent shown = PlayableMedia.Decode(HevcSample.Pack(width, height, stream), "picture");

        (byte[] pixels, int rowBytes) = ReadPng(shown.Content, width, height, 3);
        Near((255, 0, 0), pixels.AsSpan((35 * rowBytes) + (20 * 3)));
        Near((0, 0, 255), pixels.AsSpan((69 * rowBytes) + (149 * 3)));
    }

    [Fact]
    public async Task A_picture_with_a_mask_is_clear_where_the_mask_is_dark()
    {
        byte[] mask = await HevcSample.EncodeAsync(_folder, 64, 64, (0, 128, 128), (255, 128, 128));
        byte[] colours = await HevcSample.EncodeAsync(_folder, 64, 64, (150, 44, 21), (76, 85, 255));

        PlayableContent shown = PlayableMedia.Decode(HevcSample.Pack(64, 64, mask, colours, mask, colours), "sticker");

        (byte[] pixels, int rowBytes) = ReadPng(shown.Content, 64, 64, 4);
        Assert.InRange(pixels[(10 * rowBytes) + (5 * 4) + 3], 0, 5);
        Assert.InRange(pixels[(10 * rowBytes) + (60 * 4) + 3], 250, 255);
        Near((255, 0, 0), pixels.AsSpan((10 * rowBytes) + (60 * 4)));
    }

    [Fact]
    public async Task What_is_damaged_decodes_or_is_refused()
    {
        Random random = new(3);
        byte[] picture = HevcSample.Pack(64, 64, await HevcSample.EncodeAsync(_folder, 64, 64, (76, 85, 255), (29, 255, 107)));
        byte[] voice = [.. "#!AMR\n"u8, .. AmrEncoder.Encode(new short[1600])];
        for (int i = 0; i < 200; i++)
        {
            byte[] whole = i % 2 == 0 ? picture : voice;
            byte[] changed = random.Next(3) == 0 ? whole[..random.Next(7, whole.Length)] : [.. whole];
            for (int k = random.Next(1, 6); k > 0; k--)
            {
                changed[random.Next(6, changed.Length)] = (byte)random.Next(256);
            }

            try
            {
                PlayableMedia.Decode(changed, "changed");
            }
            catch (ChatFormatException)
            {
                // Refused.
            }
        }
    }

    [Fact]
    public void A_picture_that_says_it_is_enormous_is_not_decoded()
    {
        // Sequence parameters of one layer that say 65535 by 65535 pixels.
        byte[] bits = [0, 0, 0, 1, 0x42, 0x01, 0x01, .. new byte[12], 0xA0, 0x00, 0x01, 0x00, 0x00, 0x00, 0x80, 0x00, 0x80];

        Assert.Throws<ChatFormatException>(() => PlayableMedia.Decode(HevcSample.Pack(9, 9, bits), "picture"));
    }

    private static void Near((int R, int G, int B) expected, ReadOnlySpan<byte> pixel)
    {
        Assert.InRange(pixel[0], expected.R - 8, expected.R + 8);
        Assert.InRange(pixel[1], expected.G - 8, expected.G + 8);
        Assert.InRange(pixel[2], expected.B - 8, expected.B + 8);
    }

    private static double StrengthAt(byte[] wav, double frequency)
    {
        (double real, double imaginary) = (0, 0);
        for (int i = 0; 44 + (2 * i) < wav.Length; i++)
        {
            double sample = BinaryPrimitives.ReadInt16LittleEndian(wav.AsSpan(44 + (2 * i)));
            real += sample * Math.Cos(2 * Math.PI * frequency * i / 8000);
            imaginary += sample * Math.Sin(2 * Math.PI * frequency * i / 8000);
        }

        return Math.Sqrt((real * real) + (imaginary * imaginary));
    }

    // Undoes the one filter that the writer uses.
    private static (byte[] Pixels, int RowBytes) ReadPng(byte[] png, int width, int height, int channels)
    {
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], png[..8]);
        Assert.Equal((width, height), (BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20))));
        int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using ZLibStream zlib = new(new MemoryStream(png, 41, length), CompressionMode.Decompress);
        int rowBytes = width * channels;
        byte[] pixels = new byte[rowBytes * height];
        byte[] row = new byte[rowBytes + 1];
        for (int y = 0; y < height; y++)
        {
            zlib.ReadExactly(row);
            for (int i = 0; i < rowBytes; i++)
            {
                pixels[(y * rowBytes) + i] = unchecked((byte)(row[i + 1] + (y == 0 ? 0 : pixels[((y - 1) * rowBytes) + i])));
            }
        }

        return (pixels, rowBytes);
    }
}
