using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Satchel.Storage.Http;

namespace Satchel.Storage.Tests;

/// <summary>Answers each connection with the bytes a test gives, whatever is asked: a server of a kind that nobody should meet.</summary>
internal sealed class ScriptedServer : IAsyncDisposable, ICloudCredentials
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _serving;

    public ScriptedServer(params string[] answers)
    {
        Answers = new ConcurrentQueue<string>(answers);
        _listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _serving = ServeAsync();
    }

    public Uri Url { get; }

    /// <summary>What is answered next; the last one again and again.</summary>
    public ConcurrentQueue<string> Answers { get; }

    /// <summary>The first line of each request.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>Each request up to the empty line, with what came along behind it.</summary>
    public ConcurrentQueue<string> Headers { get; } = [];

    public HttpBlobStore Open() => new(new CloudLocation(Url, "v"), this, TimeProvider.System);

    public ValueTask<string> TokenAsync(bool owner, bool renew, CancellationToken cancellationToken) => ValueTask.FromResult("token");

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            try
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync();
                await AnswerAsync(client.GetStream());
            }
            catch (IOException)
            {
            }
            catch (Exception error) when (error is SocketException or InvalidOperationException)   // it was stopped, before or while it waited
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        byte[] buffer = new byte[16 * 1024];
        var request = new StringBuilder();
        while (!request.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            int read = await stream.ReadAsync(buffer);
            if (read == 0)
            {
                return;
            }

            request.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        Headers.Enqueue(request.ToString());
        Requests.Enqueue(request.ToString().Split("\r\n")[0]);
        if (Answers.Count > 1 ? Answers.TryDequeue(out string? answer) : Answers.TryPeek(out answer))
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(answer));
        }
    }
}
