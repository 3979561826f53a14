using System.Text;
using Satchel.Vaults;
using Satchel.Vaults.Keys;

namespace Satchel.Tests.Vaults.Keys;

public sealed class VaultConfigTests
{
    [Fact]
    public void It_reads_back()
    {
        using KeyRing keys = Ring(1);
        VaultConfig config = VaultConfig.Create(keys, new DateTimeOffset(2026, 11, 21, 12, 34, 56, 789, TimeSpan.Zero));

        VaultConfig read = VaultConfig.Parse(config.Write());
        read.Verify(keys);

        Assert.Equal(config.CreatedAt, read.CreatedAt);
        Assert.Equal(keys.VaultId.ToArray(), read.VaultId);
    }

    [Fact]
    public void Every_flipped_bit_and_every_prefix_is_damage()
    {
        byte[] file = File();

        for (int bit = 0; bit < file.Length * 8; bit++)
        {
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(VaultProblem.Damaged, Assert.Throws<VaultException>(() => VaultConfig.Parse(file)).Problem);
            file[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(VaultProblem.Damaged, Assert.Throws<VaultException>(() => VaultConfig.Parse(file.AsSpan(0, bit / 8))).Problem);
        }
    }

    [Theory]
    [InlineData("2")]
    [InlineData("7")]
    [InlineData("11")]
    [InlineData("1000000000000")]
    public void A_larger_format_is_named_beside_ours(string format)
    {
        byte[] file = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(File()).Replace("\"format\": 1,", $"\"format\": {format},", StringComparison.Ordinal));

        VaultException error = Assert.Throws<VaultException>(() => VaultConfig.Parse(file));

        Assert.Equal(VaultProblem.NewerFormat, error.Problem);
        Assert.Contains($"format {format}", error.Message, StringComparison.Ordinal);
        Assert.Contains("format 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_larger_format_of_another_shape_is_newer_too()
    {
        VaultException error = Assert.Throws<VaultException>(() => VaultConfig.Parse("""{"format":3,"kind":"something else"}"""u8));

        Assert.Equal(VaultProblem.NewerFormat, error.Problem);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"format\":1}")]
    [InlineData("{\"format\":-1}")]
    [InlineData("{\"format\":\"1\"}")]
    [InlineData("{\"format\":1e99}")]
    [InlineData("{\"format\":{\"format\":{\"format\":1}}}")]
    public void Anything_else_is_damage(string text) =>
        Assert.Equal(VaultProblem.Damaged, Assert.Throws<VaultException>(() => VaultConfig.Parse(Encoding.UTF8.GetBytes(text))).Problem);

    [Fact]
    public void What_was_made_with_other_keys_is_damage()
    {
        using KeyRing keys = Ring(1);
        using KeyRing others = Ring(2);

        Assert.Equal(VaultProblem.Damaged, Assert.Throws<VaultException>(() => VaultConfig.Create(others, default).Verify(keys)).Problem);
    }

    private static byte[] File()
    {
        using KeyRing keys = Ring(1);
        return VaultConfig.Create(keys, new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero)).Write();
    }

    private static KeyRing Ring(byte fill)
    {
        var key = new Secret(32);
        key.Span.Fill(fill);
        return new KeyRing([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16], [key]);
    }
}
