using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Satchel.Accounts;
using Satchel.Accounts.Messages;

namespace Satchel.Server.Tests.Accounts;

public sealed class SigningTests
{
    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void The_key_of_an_account_follows_from_the_recovery_secret_by_HKDF()
    {
        using SigningKey key = SigningKey.OfAccount(Secret);
        using SigningKey again = SigningKey.FromSeed(HKDF.DeriveKey(HashAlgorithmName.SHA256, Secret, 32, [], "satchel 2026-11-21 account"u8.ToArray()));

        Assert.Equal(again.PublicKey.ToArray(), key.PublicKey.ToArray());
        Assert.True(AccountId.IsValid(AccountId.Of(key.PublicKey.Span)));
    }

    [Fact]
    public void A_signature_is_good_for_its_message_its_key_and_nothing_else()
    {
        using SigningKey key = SigningKey.Create();
        using SigningKey other = SigningKey.Create();
        byte[] challenge = RandomNumberGenerator.GetBytes(SignedMessage.ChallengeBytes);
        byte[] message = SignedMessage.Token("Cloud.example:8443", "d1", challenge);

        byte[] signature = key.Sign(message);

        Assert.True(SigningKey.Verify(key.PublicKey.Span, SignedMessage.Token("cloud.example:8443", "d1", challenge), signature));
        Assert.False(SigningKey.Verify(key.PublicKey.Span, SignedMessage.Token("cloud.example", "d1", challenge), signature));
        Assert.False(SigningKey.Verify(key.PublicKey.Span, SignedMessage.Owner("cloud.example:8443", "d1", challenge), signature));
        Assert.False(SigningKey.Verify(other.PublicKey.Span, message, signature));
        Assert.False(SigningKey.Verify(key.PublicKey.Span, message, signature.AsSpan(1)));
        Assert.False(SigningKey.Verify(key.PublicKey.Span[1..], message, signature));
    }

    [Fact]
    public void What_makes_an_account_binds_record_envelope_and_device()
    {
        byte[] message = SignedMessage.Account("00", [1], [2], [3]);

        Assert.NotEqual(message, SignedMessage.Account("00", [9], [2], [3]));
        Assert.NotEqual(message, SignedMessage.Account("00", [1], [9], [3]));
        Assert.NotEqual(message, SignedMessage.Account("00", [1], [2], [9]));
        Assert.StartsWith("satchel account v1\0", Encoding.Latin1.GetString(message), StringComparison.Ordinal);
    }

    [Fact]
    public void An_envelope_opens_with_its_key_for_its_account_and_whole_only()
    {
        byte[] key = RandomNumberGenerator.GetBytes(64);
        byte[] envelope = RecoveryEnvelope.Seal(key, "00112233445566778899aabbccddeeff", Secret);

        Assert.Equal(RecoveryEnvelope.Bytes, envelope.Length);
        Assert.Equal(Secret, RecoveryEnvelope.TryOpen(key, "00112233445566778899aabbccddeeff", envelope));
        Assert.Null(RecoveryEnvelope.TryOpen(key, "10112233445566778899aabbccddeeff", envelope));
        Assert.Null(RecoveryEnvelope.TryOpen(new byte[64], "00112233445566778899aabbccddeeff", envelope));
        Assert.Null(RecoveryEnvelope.TryOpen(key, "00112233445566778899aabbccddeeff", envelope.AsSpan(1)));
        for (int i = 0; i < envelope.Length; i++)
        {
            byte[] changed = [.. envelope];
            changed[i] ^= 0x80;
            Assert.Null(RecoveryEnvelope.TryOpen(key, "00112233445566778899aabbccddeeff", changed));
        }
    }

    [Theory]
    [InlineData(" Ana@Example.ORG ", "ana@example.org")]
    [InlineData("林@例子.中国", "林@例子.中国")]
    public void An_address_has_one_form(string typed, string expected)
    {
        Assert.True(EmailAddress.TryNormalize(typed, out string address));
        Assert.Equal(expected, address);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ana")]
    [InlineData("@example.org")]
    [InlineData("ana@")]
    [InlineData("ana@b@c")]
    [InlineData("ana @example.org")]
    [InlineData("ana@example.org\r\nBcc: x@y.z")]
    public void What_is_no_address_is_refused(string? typed) => Assert.False(EmailAddress.TryNormalize(typed, out _));

    [Fact]
    public void Messages_are_camel_case_with_base64url_and_without_nulls()
    {
        string json = JsonSerializer.Serialize(new LoginFinish([0xfb, 0xff, 0xfe]), AccountsJson.Default.LoginFinish);

        Assert.Equal("""{"ke3":"-__-"}""", json);
        Assert.Equal([0xfb, 0xff, 0xfe], JsonSerializer.Deserialize(json, AccountsJson.Default.LoginFinish)!.Ke3);
    }

    [Theory]
    [InlineData("""{"ke3":"-_!"}""")]
    [InlineData("""{"ke3":7}""")]
    [InlineData("""{"ke3":null}""")]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("")]
    public void A_malformed_message_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, AccountsJson.Default.LoginFinish));
}
