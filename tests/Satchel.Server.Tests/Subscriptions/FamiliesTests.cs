using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Satchel.Server.Tests.Subscriptions;

public abstract class FamiliesTests(bool onPostgreSql) : IAsyncLifetime
{
    private PlansWorld _world = null!;
    private TestAccount _owner = null!;
    private TestAccount _member = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await PlansWorld.StartAsync(onPostgreSql, ("\"2 TiB\"", "1000"), ("\"200 GiB\"", "500"), ("\"2 GiB\"", "100"));
        _owner = await _world.NewAccountAsync();
        _member = await _world.NewAccountAsync();
        await _world.PayAsync(_owner.Id, "family");
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_family_shares_quota_and_end()
    {
        await JoinAsync(_member);
        using HttpClient owners = _world.Server.ClientWith(_owner.AddToken);
        using HttpClient members = _world.Server.ClientWith(_member.AddToken);

        await owners.PutBlobAsync("v", "much", new byte[700]).IsAsync(HttpStatusCode.Created);
        await members.PutBlobAsync("v", "more", new byte[299]).IsProblemAsync(HttpStatusCode.InsufficientStorage, "quota-exceeded");
        await members.PutBlobAsync("v", "less", new byte[298]).IsAsync(HttpStatusCode.Created);

        JsonElement account = await members.GetJsonAsync("v1/account");
        Assert.Equal(("family", 1000, 299, 1000), (
            account.GetProperty("plan").GetString(), account.GetProperty("quotaBytes").GetInt64(), account.GetProperty("usedBytes").GetInt64(), account.GetProperty("familyUsedBytes").GetInt64()));
        Assert.Contains("quota-full", account.GetProperty("warnings").GetRawText(), StringComparison.Ordinal);
        Assert.Equal((await _world.FindAsync(_owner.Id))!.EndsAt, (await _world.FindAsync(_member.Id))!.EndsAt);
        Assert.Equal(2, (await members.GetJsonAsync("v1/account/family")).GetProperty("members").GetArrayLength());
    }

    [Fact]
    public async Task Two_who_write_at_once_do_not_count_on_the_same_room()
    {
        await JoinAsync(_member);
        using HttpClient owners = _world.Server.ClientWith(_owner.AddToken);
        using HttpClient members = _world.Server.ClientWith(_member.AddToken);

        HttpResponseMessage[] answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => (number % 2 == 0 ? owners : members).PutBlobAsync("v", $"b{number}", new byte[90])));

        Assert.Equal(11, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
        Assert.All(answers.Where(answer => answer.StatusCode != HttpStatusCode.Created), answer => Assert.Equal(HttpStatusCode.InsufficientStorage, answer.StatusCode));
        Assert.Equal([992L], await _world.QueryAsync<long>("SELECT CAST(SUM(used_bytes + reserved_bytes) AS BIGINT) FROM accounts"));
    }

    [Fact]
    public async Task Who_leaves_keeps_what_is_stored_and_has_the_ladder_before_them_where_it_does_not_fit()
    {
        TestAccount small = await _world.NewAccountAsync();
        await JoinAsync(_member);
        await JoinAsync(small);
        using (HttpClient members = _world.Server.ClientWith(_member.AddToken))
        {
            await members.PutBlobAsync("v", "much", new byte[400]).IsAsync(HttpStatusCode.Created);
        }

        using HttpClient owner = _world.Server.ClientWith(_owner.OwnerToken);
        await owner.DeleteAsync(new Uri($"v1/account/family/{_member.Id}", UriKind.Relative), Token).IsAsync(HttpStatusCode.NoContent);
        await owner.DeleteAsync(new Uri($"v1/account/family/{small.Id}", UriKind.Relative), Token).IsAsync(HttpStatusCode.NoContent);

        Assert.Equal(("grace", "write"), (await _world.StageAsync(_member.Id), await _world.TryAsync(_member)));
        Assert.Equal(("free", "write"), (await _world.StageAsync(small.Id), await _world.TryAsync(small)));
        await _world.PayAsync(_member.Id);
        Assert.Equal("active", await _world.StageAsync(_member.Id));
    }

    [Fact]
    public async Task The_family_goes_down_the_ladder_and_comes_back_together()
    {
        await JoinAsync(_member);

        await _world.PassAsync(397);
        Assert.Equal(("readOnly", "readOnly"), (await _world.StageAsync(_owner.Id), await _world.StageAsync(_member.Id)));

        await _world.PayAsync(_owner.Id, "family");
        Assert.Equal(("active", "active"), (await _world.StageAsync(_owner.Id), await _world.StageAsync(_member.Id)));
    }

    [Fact]
    public async Task A_family_ends_with_its_owners_account_and_its_members_keep_theirs()
    {
        await JoinAsync(_member);
        using HttpClient owner = _world.Server.ClientWith(_owner.OwnerToken);

        await owner.DeleteAsync(new Uri("v1/account", UriKind.Relative), Token).IsAsync(HttpStatusCode.NoContent);

        Assert.Null(await _world.FindAsync(_owner.Id));
        Assert.Equal(("free", "write"), (await _world.StageAsync(_member.Id), await _world.TryAsync(_member)));
    }

    [Fact]
    public async Task There_is_no_room_for_a_seventh_and_an_invitation_is_for_one()
    {
        string code = await InviteAsync();
        await AcceptAsync(_member, code).IsAsync(HttpStatusCode.NoContent);
        TestAccount other = await _world.Server.NewAccountAsync();
        await AcceptAsync(other, code).IsProblemAsync(HttpStatusCode.Conflict, "family-refused");
        await AcceptAsync(other, "nonsense").IsProblemAsync(HttpStatusCode.Conflict, "family-refused");
        string seventh = await InviteAsync();
        for (int person = 3; person <= 6; person++)
        {
            await JoinAsync(await _world.Server.NewAccountAsync());
        }

        await AcceptAsync(other, seventh).IsProblemAsync(HttpStatusCode.Conflict, "family-refused");
        using HttpClient client = _world.Server.ClientWith(other.AddToken);
        await client.PostAsync(new Uri("v1/account/family/invitations", UriKind.Relative), null, Token).IsProblemAsync(HttpStatusCode.Conflict, "family-refused");
    }

    private async Task JoinAsync(TestAccount account) => await AcceptAsync(account, await InviteAsync()).IsAsync(HttpStatusCode.NoContent);

    private async Task<string> InviteAsync()
    {
        using HttpClient client = _world.Server.ClientWith(_owner.AddToken);
        using HttpResponseMessage answer = await client.PostAsync(new Uri("v1/account/family/invitations", UriKind.Relative), null, Token);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("code").GetString()!;
    }

    private async Task<HttpResponseMessage> AcceptAsync(TestAccount account, string code)
    {
        using HttpClient client = _world.Server.ClientWith(account.AddToken);
        return await client.PostAsJsonAsync(new Uri("v1/account/family", UriKind.Relative), new { code }, Token);
    }
}
