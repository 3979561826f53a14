using System.Security.Cryptography;
using Dapper;
using Satchel.Server.Accounts;
using Satchel.Server.Tokens;

namespace Satchel.Pages.Tests;

/// <summary>Where the link of a signup's letter leads.</summary>
public sealed class ConfirmTests(PayingWorld world)
{
    [Fact]
    public async Task The_button_makes_the_account_and_looking_does_not()
    {
        (string path, string id) = await SignUpAsync();
        using var browser = new PlainBrowser(world.Server);

        string asked = await browser.ReadAsync(path);
        long before = await CountAsync(id);
        using HttpResponseMessage answer = await browser.PostAsync(path, path);
        string dead = await browser.ReadAsync(path);

        Assert.Contains($"{id}@example.org", asked, StringComparison.Ordinal);
        Assert.Equal(0, before);
        Assert.Equal(1, await CountAsync(id));
        Assert.Contains("satchel login", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("This link is good no more", dead, StringComparison.Ordinal);
    }

    private async Task<(string Path, string Id)> SignUpAsync()
    {
        string code = Token.New();
        Token.TryDigest(code, out byte[] digest);
        string id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        long expiresAt = TimeProvider.System.GetUtcNow().AddHours(1).ToUnixTimeMilliseconds();
        await world.Server.Database.WriteAsync(
            transaction => transaction.Connection!.ExecuteAsync(
                """
                INSERT INTO signups (digest, account, email, language, public_key, opaque_record, envelope, expires_at)
                VALUES (@digest, @id, @email, 'en', @key, @key, @key, @expiresAt)
                """,
                new { digest, id, email = $"{id}@example.org", key = RandomNumberGenerator.GetBytes(32), expiresAt },
                transaction),
            TestContext.Current.CancellationToken);
        return (Signups.PathOf(code), id);
    }

    private async Task<long> CountAsync(string id)
    {
        await using System.Data.Common.DbConnection connection = await world.Server.Database.OpenAsync(TestContext.Current.CancellationToken);
        return await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM accounts WHERE id = @id", new { id });
    }
}
