using Satchel.Accounts.Opaque;

namespace Satchel.Server.Tests.Accounts;

public sealed class OprfTests
{
    [Theory]
    [InlineData("oprf 1")]
    [InlineData("oprf 2")]
    public void The_function_gives_what_the_RFC_says(string name)
    {
        Func<string, byte[]?> vector = OpaqueVectors.Read(name);

        byte[] key = Oprf.DeriveKey(vector("seed"), vector("key_info"));
        byte[] blinded = Oprf.Blind(vector("input"), vector("blind"));
        byte[]? evaluated = Oprf.TryEvaluate(key, blinded);
        byte[]? output = Oprf.TryFinalize(vector("input"), vector("blind"), evaluated);

        Assert.Equal(vector("key"), key);
        Assert.Equal(vector("blinded"), blinded);
        Assert.Equal(vector("evaluated"), evaluated);
        Assert.Equal(vector("output"), output);
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", "the identity")]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", "no field element")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000", "negative")]
    public void What_is_no_element_is_refused(string hex, string why)
    {
        byte[] key = Oprf.DeriveKey("a seed of any length"u8, "info"u8);

        byte[]? evaluated = Oprf.TryEvaluate(key, Convert.FromHexString(hex));

        Assert.True(evaluated is null, why);
    }
}
