using FsCheck;
using FsCheck.Fluent;
using Satchel.Vaults;
using Satchel.Vaults.Keys;

namespace Satchel.Tests.Vaults.Keys;

public sealed class SealedBlobTests
{
    private static readonly byte[] VaultId = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];

    [Fact]
    public void What_was_sealed_opens() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll<byte[]>(content =>
    {
        using KeyRing keys = Ring(1);
        return SealedBlob.Open(keys, "index", SealedBlob.Seal(keys, "index", content), "here").AsSpan().SequenceEqual(content);
    }));

    [Fact]
    public void Every_flipped_bit_is_refused()
    {
        using KeyRing keys = Ring(1);
        byte[] blob = SealedBlob.Seal(keys, "head", [1, 2, 3]);

        for (int bit = 0; bit < blob.Length * 8; bit++)
        {
            blob[bit / 8] ^= (byte)(1 << (bit % 8));
            VaultException error = Assert.Throws<VaultException>(() => SealedBlob.Open(keys, "head", blob, "heads/1"));
            Assert.Equal(VaultProblem.Damaged, error.Problem);
            Assert.StartsWith("heads/1 ", error.Message, StringComparison.Ordinal);
            blob[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Every_prefix_is_refused()
    {
        using KeyRing keys = Ring(1);
        byte[] blob = SealedBlob.Seal(keys, "head", [1, 2, 3]);

        for (int length = 0; length < blob.Length; length++)
        {
            VaultException error = Assert.Throws<VaultException>(() => SealedBlob.Open(keys, "head", blob.AsSpan(0, length), "here"));
            Assert.Equal(VaultProblem.Damaged, error.Problem);
        }
    }

    [Fact]
    public void A_blob_of_one_kind_does_not_open_as_another()
    {
        using KeyRing keys = Ring(1);
        byte[] blob = SealedBlob.Seal(keys, "head", [1, 2, 3]);

        Assert.Throws<VaultException>(() => SealedBlob.Open(keys, "index", blob, "here"));
    }

    [Fact]
    public void A_later_epoch_opens_earlier_blobs_and_not_the_other_way()
    {
        using KeyRing before = Ring(1);
        using KeyRing after = Ring(2);
        byte[] old = SealedBlob.Seal(before, "head", [1]);
        byte[] young = SealedBlob.Seal(after, "head", [2]);

        Assert.Equal([1], SealedBlob.Open(after, "head", old, "here"));
        VaultException error = Assert.Throws<VaultException>(() => SealedBlob.Open(before, "head", young, "here"));

        Assert.Equal(VaultProblem.Damaged, error.Problem);
    }

    [Fact]
    public void Lengths_come_in_steps()
    {
        using KeyRing keys = Ring(1);

        Assert.Equal(541, SealedBlob.Seal(keys, "head", new byte[1]).Length);
        Assert.Equal(541, SealedBlob.Seal(keys, "head", new byte[400]).Length);
        Assert.Equal(SealedBlob.Seal(keys, "head", new byte[101_000]).Length, SealedBlob.Seal(keys, "head", new byte[102_000]).Length);
    }

    private static KeyRing Ring(int epochs) => new(VaultId, [.. Enumerable.Range(0, epochs).Select(epoch =>
    {
        var key = new Secret(32);
        key.Span.Fill((byte)(epoch + 7));
        return key;
    })]);
}
