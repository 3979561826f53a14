using System.Text;
using Satchel.Chats;

namespace Satchel.Tests.Chats.WhatsApp.Crypt;

public sealed class SourceKeyFileTests
{
    private static readonly string Hex = Convert.ToHexStringLower(CryptFolder.RootKey);

    public static TheoryData<string> FormsOfOneRootKey => new(
        Hex,
        Hex.ToUpperInvariant() + "\r\n",
        "\uFEFF" + Hex + "\n",
        "# from the phone\n\n" + Hex + "\n",
        string.Join(' ', Hex.Chunk(4).Select(group => new string(group))),
        string.Join('\n', Hex.Chunk(16).Select(group => new string(group))) + "\n",
        string.Join('-', Hex.Chunk(8).Select(group => new string(group))));

    [Theory]
    [MemberData(nameof(FormsOfOneRootKey))]
    public void Sixty_four_digits_in_any_grouping_are_a_root_key(string text)
    {
        SourceKey key = Assert.Single(Read(Encoding.UTF8.GetBytes(text)).All);

        Assert.Equal(SourceKeyKind.RootKey, key.Kind);
        Assert.Equal(CryptFolder.RootKey, key.Bytes);
    }

    [Fact]
    public void The_two_key_files_of_WhatsApp_are_read()
    {
        byte[] payload = CryptFolder.KeyFilePayload();

        SourceKey keyFile = Assert.Single(Read(Java(payload)).All);
        SourceKey rootKey = Assert.Single(Read(Java(CryptFolder.RootKey)).All);

        Assert.Equal((158, 59), (Java(payload).Length, Java(CryptFolder.RootKey).Length));
        Assert.Equal((SourceKeyKind.WhatsAppKeyFile, SourceKeyKind.RootKey), (keyFile.Kind, rootKey.Kind));
        Assert.Equal(payload, keyFile.Bytes);
        Assert.Equal(CryptFolder.RootKey, rootKey.Bytes);
    }

    [Fact]
    public void A_key_without_its_Java_wrapping_is_read()
    {
        byte[] raw = [0xFE, .. CryptFolder.RootKey[1..]];

        Assert.Equal(raw, Assert.Single(Read(raw).All).Bytes);
    }

    [Fact]
    public void A_text_holds_a_key_a_line_and_passphrases_stay_as_typed()
    {
        SourceKeys keys = Read(Encoding.UTF8.GetBytes($"# keys\n  two words  \r\n{Hex[..32]} {Hex[32..]}\n短语\n"));

        Assert.Equal([SourceKeyKind.Passphrase, SourceKeyKind.RootKey, SourceKeyKind.Passphrase], keys.All.Select(key => key.Kind));
        Assert.Equal("  two words  ", Encoding.UTF8.GetString(keys.All[0].Bytes));
        Assert.Equal("短语", Encoding.UTF8.GetString(keys.All[2].Bytes));
    }

    [Fact]
    public void Lines_of_WeChat_are_its_keys()
    {
        SourceKeys keys = Read("imei=866174957262534 uin=2007803184\nimage=cfcd208495d565ef\nimage=63666364323038343935643536356566\nxor=5B\n"u8.ToArray());

        Assert.Equal(
            [SourceKeyKind.Passphrase, SourceKeyKind.Passphrase, SourceKeyKind.ImageKey, SourceKeyKind.ImageKey, SourceKeyKind.ImageMask], keys.All.Select(key => key.Kind));
        Assert.Equal("4c27f5d", Encoding.ASCII.GetString(keys.All[0].Bytes));
        Assert.Equal(keys.All[2].Bytes, keys.All[3].Bytes);
        Assert.Equal([0x5B], keys.All[4].Bytes);
    }

    [Theory]
    [InlineData("imei=866174957262534")]
    [InlineData("uin=abc")]
    [InlineData("image=short")]
    [InlineData("xor=1")]
    public void A_line_of_WeChat_that_is_wrong_is_said_without_repeating_it(string line)
    {
        var e = Assert.Throws<ChatFormatException>(() => Read(Encoding.UTF8.GetBytes(line)));

        Assert.DoesNotContain(line, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_holds_no_key_is_refused_with_a_reason()
    {
        Assert.Equal(ChatFormatProblem.NotThisFormat, Problem("# nothing\n"u8.ToArray()));
        Assert.Equal(ChatFormatProblem.NotThisFormat, Problem([]));
        Assert.Equal(ChatFormatProblem.NotThisFormat, Problem([0xFF, 0xD8, 0xFF, 0xE0]));
        Assert.Equal(ChatFormatProblem.NotThisFormat, Problem(Java(new byte[33])));
        Assert.Equal(ChatFormatProblem.LimitExceeded, Problem(new byte[1 << 20]));
        Assert.Equal(ChatFormatProblem.LimitExceeded, Problem(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("p\n", 1000)))));
        Assert.Equal(ChatFormatProblem.Damaged, Problem([.. Java(CryptFolder.RootKey), 0]));
    }

    [Fact]
    public void Every_truncation_of_a_key_file_is_refused()
    {
        byte[] whole = Java(CryptFolder.KeyFilePayload());

        for (int length = 4; length < whole.Length; length++)
        {
            Assert.Equal(ChatFormatProblem.Truncated, Problem(whole[..length]));
        }
    }

    [Fact]
    public void Whatever_is_changed_ends_in_our_exception_or_in_keys()
    {
        byte[][] wholes = [Java(CryptFolder.KeyFilePayload()), Java(CryptFolder.RootKey), Encoding.UTF8.GetBytes(Hex + "\n# c\npass\n")];
        Random random = new(11);

        for (int round = 0; round < 5000; round++)
        {
            try
            {
                Assert.NotEmpty(Read(CryptFolder.Mutate(wholes[round % 3], random)).All);
            }
            catch (ChatFormatException)
            {
                // refused, as it should be
            }
        }
    }

    private static byte[] Java(byte[] payload) =>
        [0xAC, 0xED, 0, 5, 0x75, 0x72, 0, 2, 0x5B, 0x42, 0xAC, 0xF3, 0x17, 0xF8, 6, 8, 0x54, 0xE0, 2, 0, 0, 0x78, 0x70, 0, 0, 0, (byte)payload.Length, .. payload];

    private static ChatFormatProblem Problem(byte[] content) => Assert.Throws<ChatFormatException>(() => Read(content)).Problem;

    private static SourceKeys Read(byte[] content)
    {
        SourceKeys keys = new();
        SourceKeyFile.Read(content, "key", keys);
        return keys;
    }
}
