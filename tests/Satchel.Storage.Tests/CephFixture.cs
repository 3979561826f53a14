using Satchel.TestKit.Servers;

namespace Satchel.Storage.Tests;

/// <summary>One object store for the tests of a class.</summary>
public sealed class CephFixture : IAsyncLifetime
{
    private CephServer? _server;

    /// <summary>The store; skips the test where it cannot be had.</summary>
    public CephServer Server
    {
        get
        {
            Assert.SkipWhen(_server is null, CephServer.MissingBecause ?? "");
            return _server!;
        }
    }

    public async ValueTask InitializeAsync()
    {
        if (CephServer.MissingBecause is null)
        {
            _server = await CephServer.StartAsync();
        }
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
