using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Satchel.Vaults;
using Satchel.Vaults.Keys;
using Satchel.Vaults.Native;
using Satchel.Vaults.Packs;

namespace Satchel.Tests.Vaults.Keys;

/// <summary>tests/vectors/keys.txt, which another implementation made.</summary>
public sealed class KeyVectorTests
{
    private readonly Dictionary<string, string> _vectors = Read();

    [Fact]
    public void Keys_of_a_vault_are_derived_as_written_down()
    {
        using KeyRing keys = Ring();
        byte[] packKey = new byte[32];

        keys.DerivePackKey(1, Bytes("salt"), packKey);

        Assert.Equal(Bytes("K_config"), keys.ConfigKey.ToArray());
        Assert.Equal(Bytes("K_names"), keys.NamesKey.ToArray());
        Assert.Equal(Bytes("K_evidence"), keys.EvidenceKey.ToArray());
        Assert.Equal(Bytes("pack key 1"), packKey);
    }

    [Theory]
    [InlineData("index")]
    [InlineData("snapshot")]
    [InlineData("head")]
    [InlineData("session")]
    [InlineData("prune")]
    public void Keys_of_blobs_are_derived_as_written_down(string kind)
    {
        using KeyRing keys = Ring();
        byte[] key = new byte[32];

        keys.DeriveBlobKey(1, kind, Bytes("salt"), key);

        Assert.Equal(Bytes("blob key 1 " + kind), key);
    }

    [Fact]
    public void Ids_are_made_as_written_down()
    {
        using KeyRing keys = Ring();
        var digest = new Digest(Bytes("digest"));

        Assert.Equal(_vectors["id of chunk"], keys.IdOf(ObjectType.Chunk, digest).ToString());
        Assert.Equal(_vectors["id of node"], keys.IdOf(ObjectType.Node, digest).ToString());
    }

    [Fact]
    public void Devices_sign_as_written_down()
    {
        using KeyRing keys = Ring();

        byte[] signature = keys.Sign(Bytes("device"), Bytes("signed message"));

        Assert.Equal(Bytes("signature"), signature);
        Assert.True(keys.Verify(Bytes("device"), Bytes("signed message"), signature));
        Assert.False(keys.Verify(Bytes("device"), "other"u8, signature));
        Assert.False(keys.Verify(Bytes("vault"), Bytes("signed message"), signature));
        Assert.False(keys.Verify(Bytes("device"), Bytes("signed message"), signature.AsSpan(1)));
        Assert.Equal(Bytes("verification key"), Sodium.VerificationKeyOf(Bytes("signing seed")));
    }

    [Fact]
    public void A_recovery_code_is_written_and_read_as_written_down()
    {
        using Secret secret = RecoveryCode.Read(_vectors["recovery code"]);
        using Secret privateKey = KeySlot.RecoveryPrivateKey(secret, Bytes("vault"));

        Assert.Equal(_vectors["recovery code"], RecoveryCode.Write(Bytes("recovery secret")));
        Assert.Equal(Bytes("recovery secret"), secret.Span.ToArray());
        Assert.Equal(Bytes("recovery private key"), privateKey.Span.ToArray());
        Assert.Equal(Bytes("recovery public key"), Sodium.PublicKeyOf(privateKey.Span));
    }

    [Fact]
    public void A_passphrase_opens_a_private_key_as_written_down()
    {
        using var passphrase = new PassphraseSecret(Bytes("passphrase"));
        var cost = new PassphraseCost(64 * 1024 * 1024, 3, Bytes("passphrase salt"));
        var slot = new KeySlot
        {
            Slot = _vectors["slot"],
            Kind = "passphrase",
            Name = "",
            CreatedAt = default,
            PublicKey = Bytes("slot public key"),
            Cost = cost,
            PrivateKey = Bytes("slot wrapped private key"),
            Epochs = [],
        };

        using Secret key = cost.Derive(passphrase);
        using Secret? privateKey = slot.TryUnlock(passphrase, Bytes("vault"));

        Assert.Equal(Bytes("passphrase key"), key.Span.ToArray());
        Assert.Equal(Bytes("slot private key"), privateKey!.Span.ToArray());
    }

    [Fact]
    public void A_sealed_blob_opens_as_written_down()
    {
        using KeyRing keys = Ring();

        Assert.Equal(Bytes("sealed content"), SealedBlob.Open(keys, "head", Bytes("sealed blob head"), "vector"));
    }

    [Fact]
    public void A_vaults_file_is_made_as_written_down()
    {
        using KeyRing keys = Ring();

        VaultConfig config = VaultConfig.Create(keys, new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));
        using JsonDocument file = JsonDocument.Parse(Encoding.UTF8.GetString(config.Write()));

        Assert.Equal(_vectors["satchel.json mac"], file.RootElement.GetProperty("mac").GetString());
        Assert.Equal(_vectors["satchel.json checksum"], file.RootElement.GetProperty("checksum").GetString());
    }

    private static Dictionary<string, string> Read([CallerFilePath] string here = "")
    {
        string path = Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "vectors", "keys.txt");
        return File.ReadLines(path)
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(" = "))
            .ToDictionary(parts => parts[0], parts => parts[1]);
    }

    private byte[] Bytes(string name) => Convert.FromHexString(_vectors[name]);

    private KeyRing Ring() => new(Bytes("vault"), [new Secret(Bytes("epoch key 0")), new Secret(Bytes("epoch key 1"))]);
}
