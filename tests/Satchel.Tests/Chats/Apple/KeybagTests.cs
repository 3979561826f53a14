using System.Buffers.Binary;
using System.Text;
using Satchel.Chats;
using Satchel.Chats.Apple.Keys;

namespace Satchel.Tests.Chats.Apple;

public sealed class KeybagTests
{
    [Theory] // RFC 3394, section 4
    [InlineData("000102030405060708090A0B0C0D0E0F", "00112233445566778899AABBCCDDEEFF", "1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5")]
    [InlineData("000102030405060708090A0B0C0D0E0F1011121314151617", "00112233445566778899AABBCCDDEEFF", "96778B25AE6CA435F92B5B97C050AED2468AB8A17AD84E5D")]
    [InlineData("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F", "00112233445566778899AABBCCDDEEFF", "64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7")]
    [InlineData("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F", "00112233445566778899AABBCCDDEEFF0001020304050607", "A8F9BC1612C68B3FF6E6F4FBE30E71E4769C8B80A32CB8958CD5D17D6B254DA1")]
    [InlineData("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F", "00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F", "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21")]
    public void Keys_are_wrapped_as_the_RFC_shows(string wrapping, string key, string wrapped)
    {
        Assert.Equal(wrapped, Convert.ToHexString(KeyWrap.Wrap(Convert.FromHexString(wrapping), Convert.FromHexString(key))));
        Assert.Equal(key, Convert.ToHexString(KeyWrap.Unwrap(Convert.FromHexString(wrapping), Convert.FromHexString(wrapped))!));
    }

    [Fact]
    public void A_wrapped_key_with_any_bit_changed_does_not_unwrap()
    {
        byte[] wrapping = BackupWorld.Bytes(32, 1);
        byte[] wrapped = KeyWrap.Wrap(wrapping, BackupWorld.Bytes(32, 2));
        for (int bit = 0; bit < wrapped.Length * 8; bit++)
        {
            byte[] changed = [.. wrapped];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(KeyWrap.Unwrap(wrapping, changed));
        }

        Assert.Null(KeyWrap.Unwrap(wrapping, wrapped.AsSpan(0, 39)));
        Assert.Null(KeyWrap.Unwrap(wrapping, []));
    }

    [Theory] // the first computed by hashlib of Python 3, the second from RFC 6070, carried on to 32 bytes
    [InlineData("sésame 密码", "first salt", 1000, "second salt", 500, "7067f3afa1682fb75b31d58bdc56495aa5b1b9352bed5c4b165a68739254162e")]
    [InlineData("password", "", 0, "salt", 4096, "4b007901b765489abead49d926f721d065a429c12e463f6c4cd79401085b03db")]
    public void The_wrapping_key_comes_of_both_rounds_or_of_the_second_alone(string password, string firstSalt, int firstRounds, string salt, int rounds, string expected)
    {
        byte[] key = new byte[32];
        ClassKeys.Derive(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(firstSalt), firstRounds, Encoding.UTF8.GetBytes(salt), rounds, key);

        Assert.Equal(expected, Convert.ToHexStringLower(key));
    }

    [Fact]
    public void A_keybag_that_was_made_opens_with_its_password_alone()
    {
        Keybag keybag = Keybag.Read(NewKeybag.Make("open"u8, 3, 2));

        Assert.Equal((3, 2, 11), (keybag.FirstRounds, keybag.Rounds, keybag.Wrapped.Count));
        using ClassKeys keys = ClassKeys.TryOpen(keybag, "open"u8)!;
        byte[] stored = keys.Wrap(3, BackupWorld.Bytes(32, 5));
        Assert.Equal(BackupWorld.Bytes(32, 5), keys.Unwrap(stored, "a file"));
        Assert.Null(ClassKeys.TryOpen(keybag, "Open"u8));
        Assert.Null(ClassKeys.TryOpen(keybag, []));
    }

    [Fact]
    public void A_backup_of_before_iOS_10_2_has_one_derivation()
    {
        byte[] old = Without(NewKeybag.Make("x"u8, 3, 2), "DPSL", "DPIC", "DPWT");

        Assert.Equal(0, Keybag.Read(old).FirstRounds);
    }

    [Theory]
    [InlineData("ITER", 0xFFFFFFFF)]
    [InlineData("DPIC", 100_000_001)]
    [InlineData("ITER", 0)]
    public void Rounds_that_would_take_for_ever_are_refused(string tag, uint rounds)
    {
        byte[] keybag = NewKeybag.Make("x"u8, 3, 2);
        BinaryPrimitives.WriteUInt32BigEndian(keybag.AsSpan(At(keybag, tag) + 8), rounds);

        Assert.Equal(ChatFormatProblem.LimitExceeded, Assert.Throws<ChatFormatException>(() => Keybag.Read(keybag)).Problem);
    }

    [Fact]
    public void A_password_that_opens_some_keys_is_right_and_the_keybag_damaged()
    {
        byte[] keybag = NewKeybag.Make("x"u8, 3, 2);
        keybag[^1] ^= 1;

        Assert.Equal(ChatFormatProblem.Damaged, Assert.Throws<ChatFormatException>(() => ClassKeys.TryOpen(Keybag.Read(keybag), "x"u8)).Problem);
    }

    [Theory]
    [InlineData("SALT")]
    [InlineData("ITER")]
    [InlineData("DPSL")]
    [InlineData("WPKY")]
    public void A_keybag_that_lacks_something_is_refused(string tag) =>
        Assert.Throws<ChatFormatException>(() => Keybag.Read(Without(NewKeybag.Make("x"u8, 3, 2), tag)));

    [Fact]
    public void Keys_of_an_unknown_class_length_or_wrapping_are_refused()
    {
        using ClassKeys keys = ClassKeys.TryOpen(Keybag.Read(NewKeybag.Make("x"u8, 1, 1)), "x"u8)!;
        byte[] stored = keys.Wrap(3, BackupWorld.Bytes(32, 5));

        Assert.Equal(ChatFormatProblem.Damaged, Assert.Throws<ChatFormatException>(() => keys.Unwrap(stored.AsSpan(1), "a file")).Problem);
        stored[0] = 99;
        Assert.Equal(ChatFormatProblem.BrokenReference, Assert.Throws<ChatFormatException>(() => keys.Unwrap(stored, "a file")).Problem);
        stored[0] = 4;
        Assert.Equal(ChatFormatProblem.Damaged, Assert.Throws<ChatFormatException>(() => keys.Unwrap(stored, "a file")).Problem);
    }

    private static int At(byte[] keybag, string tag) => keybag.AsSpan().IndexOf(Encoding.ASCII.GetBytes(tag));

    private static byte[] Without(byte[] keybag, params string[] tags)
    {
        List<byte> kept = [];
        for (int at = 0; at < keybag.Length;)
        {
            int length = 8 + BinaryPrimitives.ReadInt32BigEndian(keybag.AsSpan(at + 4));
            if (!tags.Contains(Encoding.ASCII.GetString(keybag, at, 4)))
            {
                kept.AddRange(keybag.AsSpan(at, length));
            }

            at += length;
        }

        return [.. kept];
    }
}
