using System.Net;
using System.Text.Json.Nodes;
using Satchel.Server.Payments;

namespace Satchel.Server.Tests.Payments;

public sealed class ProviderHttpTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_provider_that_keeps_failing_is_left_alone()
    {
        await using ProviderDouble provider = await ProviderDouble.StartAsync("stripe-double.mjs", "sk", "whsec");
        await provider.ControlAsync("fail", new JsonObject { ["count"] = 1000, ["status"] = 503 });
        using var http = new ProviderHttp("stripe", TimeSpan.FromMilliseconds(1));
        HttpRequestMessage Request() => new(HttpMethod.Get, new Uri(provider.Url, "v1/events"));

        var refused = 0;
        for (int call = 0; call < 10; call++)
        {
            try
            {
                Assert.Equal(503, (await http.SendAsync(Request, Token)).Status);
            }
            catch (ProviderException error)
            {
                Assert.True(error.MayPass);
                refused++;
            }
        }

        Assert.True(refused > 0);
        Assert.True((await provider.ControlAsync("state")).GetProperty("requests").GetArrayLength() < 40);
    }

    [Fact]
    public async Task A_provider_that_is_not_there_may_be_later()
    {
        var address = new Uri($"http://127.0.0.1:{PostgreSql.FreePort()}/");
        using var http = new ProviderHttp("stripe", TimeSpan.FromMilliseconds(1));

        ProviderException error = await Assert.ThrowsAsync<ProviderException>(() => http.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, address), Token));

        Assert.True(error.MayPass);
    }

    [Fact]
    public async Task An_answer_that_does_not_end_is_not_read_to_its_end()
    {
        using var listener = new HttpListener();
        string address = $"http://127.0.0.1:{PostgreSql.FreePort()}/";
        listener.Prefixes.Add(address);
        listener.Start();
        _ = Task.Run(async () =>
        {
            while (listener.IsListening)
            {
                HttpListenerContext context = await listener.GetContextAsync();
                context.Response.SendChunked = true;
                await context.Response.OutputStream.WriteAsync(new byte[ProviderHttp.MaxAnswerBytes + 1], Token);
                context.Response.Abort();
            }
        }, Token);
        using var http = new ProviderHttp("stripe", TimeSpan.FromMilliseconds(1));

        await Assert.ThrowsAsync<ProviderException>(() => http.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, new Uri(address)), Token));
    }
}
