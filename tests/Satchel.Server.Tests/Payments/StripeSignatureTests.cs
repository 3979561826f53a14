using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Satchel.Server.Payments.Stripe;

namespace Satchel.Server.Tests.Payments;

public sealed class StripeSignatureTests
{
    private const string Secret = "whsec_made_for_a_test";
    private const string Other = "whsec_another";
    private const long At = 1_800_000_000;

    private static readonly byte[] Body = """{"id":"evt_1","data":{"名":"值"}}"""u8.ToArray();
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(At);

    [Fact]
    public async Task What_Stripes_own_package_signs_is_good()
    {
        JsonElement header = await ProviderPackages.RunAsync(
            "return require('stripe').webhooks.generateTestHeaderString({ payload: input.body, secret: input.secret, timestamp: input.at })",
            new JsonObject { ["body"] = Encoding.UTF8.GetString(Body), ["secret"] = Secret, ["at"] = At });

        Assert.True(StripeSignature.Verify(header.GetString()!, Body, Secret, Now));
        Assert.False(StripeSignature.Verify(header.GetString()!, Body, Other, Now));
    }

    [Fact]
    public async Task What_is_signed_here_is_good_to_Stripes_own_package()
    {
        JsonElement answer = await ProviderPackages.RunAsync(
            """
            const { webhooks } = require('stripe');
            const accepts = header => { try { webhooks.constructEvent(input.body, header, input.secret, 300, undefined, input.at * 1000); return true; } catch { return false; } };
            return input.headers.map(accepts);
            """,
            new JsonObject
            {
                ["body"] = Encoding.UTF8.GetString(Body),
                ["secret"] = Secret,
                ["at"] = At,
                ["headers"] = new JsonArray(Header(At, Secret), Header(At, Other), Header(At - 301, Secret), $"{Header(At, Other)},{Header(At, Secret).Split(',')[1]}"),
            });

        Assert.Equal([true, false, false, true], answer.EnumerateArray().Select(value => value.GetBoolean()));
    }

    [Fact]
    public void One_good_signature_of_several_is_enough_while_a_secret_is_replaced()
    {
        string header = $"{Header(At, Other)},{Header(At, Secret).Split(',')[1]},v0=abc";

        Assert.True(StripeSignature.Verify(header, Body, Secret, Now));
    }

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void It_is_good_for_five_minutes(int seconds, bool isGood) => Assert.Equal(isGood, StripeSignature.Verify(Header(At, Secret), Body, Secret, Now.AddSeconds(-seconds)));

    [Fact]
    public void Another_body_or_another_time_is_not_what_was_signed()
    {
        Assert.False(StripeSignature.Verify(Header(At, Secret), [.. Body, 0x20], Secret, Now));
        Assert.False(StripeSignature.Verify(Header(At, Secret).Replace($"t={At}", $"t={At + 1}", StringComparison.Ordinal), Body, Secret, Now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("t=")]
    [InlineData("t=1800000000")]
    [InlineData("v1=00")]
    [InlineData("t=99999999999999999999,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=-1,v1=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("t=1800000000,v1=zz")]
    [InlineData("t=1800000000,v0=0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("=,=,=,=")]
    public void What_is_no_header_of_Stripes_is_refused(string header) => Assert.False(StripeSignature.Verify(header, Body, Secret, Now));

    [Fact]
    public void No_change_of_a_letter_makes_a_good_header()
    {
        string good = Header(At, Secret);
        var random = new Random(6);
        for (int round = 0; round < 5000; round++)
        {
            char[] letters = good.ToCharArray();
            letters[random.Next(letters.Length)] = (char)random.Next(0x20, 0x7F);
            string changed = new(letters);

            // Hex is hex in capitals too, and spaces around a value mean nothing.
            Assert.True(string.Equals(changed, good, StringComparison.OrdinalIgnoreCase) || !StripeSignature.Verify(changed, Body, Secret, Now), changed);
        }
    }

    private static string Header(long at, string secret) => $"t={at},v1={Convert.ToHexStringLower(StripeSignature.Sign(at, Body, secret))}";
}
