using System.Security.Cryptography;
using System.Text;
using Satchel.Chats;

namespace Satchel.Tests.Chats;

/// <summary>What is stored, made into what it is.</summary>
public sealed class AttachmentCodingsTests
{
    private static readonly byte[] Key = Encoding.ASCII.GetBytes("1234567890abcdef");

    [Fact]
    public async Task A_mask_comes_off()
    {
        byte[] content = RandomNumberGenerator.GetBytes(10_000);

        Assert.Equal(content, await DecodeAsync(AttachmentCodings.Xor(0x5B), [.. content.Select(b => (byte)(b ^ 0x5B))]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(5000)]
    public async Task An_object_of_a_backup_is_unpadded_only_where_its_end_is_there(int length)
    {
        byte[] content = RandomNumberGenerator.GetBytes(length);
        using Aes aes = Aes.Create();
        aes.Key = Key;
        byte[] stored = aes.EncryptEcb(content, PaddingMode.PKCS7);

        Assert.Equal(content, await DecodeAsync(AttachmentCodings.Backup(Key, isPart: false), stored));
        int blocks = length / 16 * 16;
        Assert.Equal(content[..blocks], await DecodeAsync(AttachmentCodings.Backup(Key, isPart: true), stored[..blocks]));
    }

    [Theory]
    [InlineData("wxdat2", ChatFormatProblem.KeyNeeded)]
    [InlineData("next-year:00", ChatFormatProblem.UnsupportedVersion)]
    [InlineData("xor:5b:00", ChatFormatProblem.UnsupportedVersion)]
    [InlineData("xor:g1", ChatFormatProblem.Damaged)]
    [InlineData("bak:0011", ChatFormatProblem.Damaged)]
    [InlineData("wxdat2:zz:37", ChatFormatProblem.Damaged)]
    public void A_coding_that_is_not_known_or_lacks_something_is_refused(string coding, ChatFormatProblem problem) =>
        Assert.Equal(problem, Assert.Throws<ChatFormatException>(() => AttachmentCodings.Decode(coding, new MemoryStream(), "x").Dispose()).Problem);

    [Fact]
    public async Task Whatever_is_stored_is_decoded_or_refused()
    {
        Random random = new(8);
        string[] codings = [AttachmentCodings.Wxdat1(0x37), AttachmentCodings.Wxdat2(Key, 0x37), AttachmentCodings.Backup(Key, false), AttachmentCodings.Backup(Key, true)];
        for (int i = 0; i < 2000; i++)
        {
            byte[] stored = new byte[random.Next(100)];
            random.NextBytes(stored);
            if (random.Next(3) > 0 && stored.Length > 15)
            {
                ((byte[])[7, 8, (byte)'V', (byte)'2', 8, 7, (byte)random.Next(40), 0, 0, (byte)(random.Next(8) == 0 ? 255 : 0), (byte)random.Next(40), 0, 0, 0, 1]).CopyTo(stored, 0);
            }

            try
            {
                await DecodeAsync(codings[i % codings.Length], stored);
            }
            catch (ChatFormatException)
            {
                // Refused.
            }
        }
    }

    private static async Task<byte[]> DecodeAsync(string coding, byte[] stored)
    {
        await using Stream content = AttachmentCodings.Decode(coding, new MemoryStream(stored), "x");
        MemoryStream all = new();
        await content.CopyToAsync(all, TestContext.Current.CancellationToken);
        return all.ToArray();
    }
}
