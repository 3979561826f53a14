using Microsoft.Extensions.DependencyInjection;
using Satchel.Server.Hosting;
using Satchel.Server.Payments;
using Satchel.Server.Subscriptions;
using Satchel.TestKit;

namespace Satchel.Server.Tests.Payments;

/// <summary>A server that takes money from a provider's double, and an account that pays.</summary>
internal sealed class PayingServer : IAsyncDisposable
{
    private readonly string _provider;

    private PayingServer(TestServer server, TestAccount account, string provider, FakeTimeProvider time)
    {
        Server = server;
        Account = account;
        _provider = provider;
        Time = time;
    }

    public TestServer Server { get; }

    public TestAccount Account { get; }

    public FakeTimeProvider Time { get; }

    public Ledger Ledger => Server.Services.GetRequiredService<Ledger>();

    public IPaymentProvider Provider => Server.Services.GetServices<IPaymentProvider>().Single(provider => provider.Name == _provider);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static CheckoutContext Context => new(new Uri("https://cloud.example.org/done"), new Uri("https://cloud.example.org/back"), "zh-CN", "一年 200 GiB");

    public static async Task<PayingServer> StartAsync(string provider, ServiceSettings services)
    {
        var time = new FakeTimeProvider();
        TestServer server = await TestServer.StartWithUrlAsync(settings => settings with { Services = services }, time);
        return new PayingServer(server, await server.NewAccountAsync(), provider, time);
    }

    /// <summary>Orders a plan, and goes to where it is paid.</summary>
    public async Task<(Order Order, Checkout Checkout)> BeginAsync(string plan = "yearly", bool renews = false)
    {
        Order order = await Ledger.OpenAsync(Account.Id, plan, "iphone", _provider, renews, Token);
        Checkout checkout = await Provider.BeginAsync(order, Context, Token);
        await Ledger.SetReferenceAsync(order, checkout.Reference, Token);
        return ((await Ledger.FindAsync(order.Id, Token))!, checkout);
    }

    public async Task<Order> ReadAsync(Order order) => (await Ledger.FindAsync(order.Id, Token))!;

    /// <summary>Begins the payment of an order once more.</summary>
    public Task<Checkout> BeginAgainAsync(Order order) => Provider.BeginAsync(order, Context, Token);

    /// <summary>What the database holds of the account.</summary>
    public Task<long> ScalarAsync(string statement) => Server.Database.ReadScalarAsync(statement, new { Account.Id });

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
