using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using MicrosoftOptions = Microsoft.Extensions.Options.Options;

namespace Satchel.Cli.Viewer;

/// <summary>The web server of <c>satchel open</c>: Kestrel alone, on the loopback address, without the rest of a web application, which would take longer to start than everything else.</summary>
internal sealed class ViewerServer : IHttpApplication<HttpContext>, IAsyncDisposable
{
    private const int MaxBodyBytes = 64 * 1024;
    private const int MaxConnections = 200;

    private readonly KestrelServer _server;
    private readonly CancellationTokenSource _ending = new();
    private readonly SocketTransportFactory _transport;
    private ViewerGate? _gate;
    private ViewerRoutes? _routes;

    private ViewerServer(int port)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = MaxBodyBytes;
        options.Limits.MaxConcurrentConnections = MaxConnections;
        options.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        _transport = new SocketTransportFactory(MicrosoftOptions.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        _server = new KestrelServer(MicrosoftOptions.Create(options), _transport, NullLoggerFactory.Instance);
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; private set; }

    /// <summary>The address that opens the viewer.</summary>
    public string Url => _gate!.Url;

    /// <summary>Starts listening.</summary>
    /// <param name="port">Where; 0 for any port that is free.</param>
    /// <param name="routes">What it serves.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<ViewerServer> StartAsync(int port, ViewerRoutes routes, CancellationToken cancellationToken)
    {
        ViewerServer server = new(port) { _routes = routes };
        try
        {
            await server._server.StartAsync(server, cancellationToken);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }

        string address = server._server.Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Port = new Uri(address).Port;
        server._gate = new ViewerGate(server.Port);
        return server;
    }

    /// <inheritdoc/>
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    /// <inheritdoc/>
    public async Task ProcessRequestAsync(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _ending.Token);
        try
        {
            if (_gate is ViewerGate gate && await gate.AdmitAsync(context))
            {
                await _routes!.AnswerAsync(new ViewerRequest(context, ended.Token));
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            context.Abort();   // whoever asked is gone, or the command ends
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            await ViewerProblem.AnswerAsync(context, error);
        }
        catch (Exception)
        {
            context.Abort();   // what was begun cannot be taken back: the reader sees that it is cut off
        }
    }

    /// <inheritdoc/>
    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _server.StopAsync(soon.Token);
        _server.Dispose();
        _ending.Dispose();
    }
}
