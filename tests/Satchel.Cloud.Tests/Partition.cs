using System.Net;
using System.Net.Sockets;

namespace Satchel.Cloud.Tests;

/// <summary>A way to a server that can be cut: connections through it break off, and new ones are refused, until it is mended.</summary>
internal sealed class Partition : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly IPEndPoint _server;
    private readonly Lock _lock = new();
    private readonly Task _accepting;
    private CancellationTokenSource _whole = new();
    private bool _isCut;

    public Partition(Uri server)
    {
        _server = new IPEndPoint(IPAddress.Loopback, server.Port);
        _listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    /// <summary>The near end.</summary>
    public Uri Url { get; }

    /// <summary>Cuts it.</summary>
    public async Task CutAsync()
    {
        CancellationTokenSource whole;
        lock (_lock)
        {
            _isCut = true;
            whole = _whole;
        }

        await whole.CancelAsync();
    }

    /// <summary>Mends it.</summary>
    public void Mend()
    {
        lock (_lock)
        {
            _isCut = false;
            _whole = new CancellationTokenSource();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CutAsync();
        _listener.Stop();
        await _accepting;
        _whole.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        while (true)
        {
            try
            {
                TcpClient near = await _listener.AcceptTcpClientAsync();
                connections.Add(CarryAsync(near));
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException)
            {
                await Task.WhenAll(connections);
                return;
            }
        }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using (near)
        {
            CancellationToken whole;
            lock (_lock)
            {
                if (_isCut)
                {
                    return;
                }

                whole = _whole.Token;
            }

            try
            {
                using var far = new TcpClient();
                await far.ConnectAsync(_server, whole);
                Task there = near.GetStream().CopyToAsync(far.GetStream(), whole);
                Task back = far.GetStream().CopyToAsync(near.GetStream(), whole);
                await Task.WhenAny(there, back);

                // The end that still talks is told by a reset that the other is gone.
                near.Client.LingerState = new LingerOption(true, 0);
                far.Client.LingerState = new LingerOption(true, 0);
                near.Close();
                far.Close();
                await Task.WhenAll(there, back);
            }
            catch (Exception error) when (error is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
            {
            }
        }
    }
}
