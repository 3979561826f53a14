using System.Text;
using Satchel.Chats.Native;
using Satchel.Chats.WeChat.Desktop;
using Satchel.TestKit.WeChat;
using Satchel.Vaults.Native;

namespace Satchel.Tests.Chats.WeChat.Desktop;

public sealed class PackedColumnTests
{
    private const int Limit = 1 << 20;

    [Theory]
    [InlineData("00")]
    [InlineData("1041")]
    [InlineData("104100")]
    public void A_block_of_literals_alone_is_read(string hex)
    {
        bool isRead = Lz4Block.TryDecompress(Convert.FromHexString(hex), Limit, out ReadOnlySpan<byte> content);

        Assert.Equal(hex != "104100", isRead);
        Assert.Equal(hex == "1041" ? 1 : 0, content.Length);
    }

    [Fact]
    public void A_match_that_overlaps_itself_repeats_what_it_makes()
    {
        // Literal "ab", a match of 4 + 15 + 1 bytes two back, literal "c" at the end.
        Assert.True(Lz4Block.TryDecompress([0x2F, (byte)'a', (byte)'b', 2, 0, 1, 0x10, (byte)'c'], Limit, out ReadOnlySpan<byte> content));

        Assert.Equal(string.Concat(Enumerable.Repeat("ab", 11)) + "c", Encoding.ASCII.GetString(content));
    }

    [Fact]
    public void Blocks_of_any_content_read_back()
    {
        Random random = new(4);
        for (int round = 0; round < 300; round++)
        {
            byte[] content = new byte[random.Next(3000)];
            int alphabet = 1 + random.Next(40);
            for (int i = 0; i < content.Length; i++)
            {
                content[i] = (byte)random.Next(alphabet);
            }

            Assert.True(Lz4Block.TryDecompress(Lz4Blocks.Compress(content), Limit, out ReadOnlySpan<byte> read));
            Assert.True(read.SequenceEqual(content));
        }
    }

    [Fact]
    public void Bombs_are_refused_at_the_limit()
    {
        byte[] lz4 = [0x1F, (byte)'a', 1, 0, .. Enumerable.Repeat((byte)255, 2_000_000), 0, 0];
        byte[] zeros = new byte[80 << 20];
        byte[] frame = Zstd(zeros);
        using ZstdFrames frames = new();
        using PackedText packed = new();

        Assert.False(Lz4Block.TryDecompress(lz4, Limit, out _));
        Assert.False(frames.TryDecompress(frame, Limit, out _));
        Assert.Null(packed.Read(frame, DesktopLimits.MaxPayloadBytes, out bool isBroken));
        Assert.True(isBroken);
    }

    [Fact]
    public void Frames_read_back_at_their_very_limit()
    {
        byte[] content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Some words, 一些字. ", 5000)));
        byte[] frame = Zstd(content);
        using ZstdFrames frames = new();

        Assert.True(frames.TryDecompress(frame, content.Length, out ReadOnlySpan<byte> read));
        Assert.True(read.SequenceEqual(content));
        Assert.False(frames.TryDecompress(frame, content.Length - 1, out _));
        Assert.False(frames.TryDecompress(frame.AsSpan(0, frame.Length / 2), content.Length, out _));
    }

    [Fact]
    public void Changed_blocks_frames_and_blobs_end_in_an_answer()
    {
        Random random = new(11);
        byte[] content = Encoding.UTF8.GetBytes(WeChatPayloads.Forward());
        byte[][] seeds = [Lz4Blocks.Compress(content), Zstd(content), [0x1A, 0x22, 8, 1, 0x12, 30, .. new byte[30]], Convert.FromHexString("086A100E1A2222203031323334353637383961626364656630313233343536373839616263646566")];
        using PackedText packed = new();
        for (int round = 0; round < 20_000; round++)
        {
            byte[] bytes = [.. seeds[round % seeds.Length]];
            for (int change = random.Next(4); change >= 0; change--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            bytes = bytes[..random.Next(bytes.Length + 1)];
            _ = packed.ReadPacked(bytes, Limit, out _);
            _ = BytesExtra.Read(bytes);
            _ = PackedInfo.Read(bytes);
            _ = PackedInfo.FindAny(bytes);
        }
    }

    private static byte[] Zstd(byte[] content)
    {
        byte[] frame = new byte[ZstdCompressor.Bound(content.Length)];
        using ZstdCompressor compressor = new();
        return frame[..compressor.Compress(content, frame, [], 3)];
    }
}
