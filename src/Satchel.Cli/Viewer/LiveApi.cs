using System.Text;

namespace Satchel.Cli.Viewer;

/// <summary><c>/api/live</c>: server-sent events, <c>changed</c> when there is something new.</summary>
internal static class LiveApi
{
    private static readonly byte[] Hello = Encoding.UTF8.GetBytes("retry: 2000\n: satchel\n\n");
    private static readonly byte[] Changed = Encoding.UTF8.GetBytes("event: changed\ndata: {}\n\n");

    public static async Task AnswerAsync(ViewerRequest request, ViewerHistories histories)
    {
        request.Response.ContentType = "text/event-stream";
        await SendAsync(request, Hello);
        while (!request.Cancelled.IsCancellationRequested)
        {
            await histories.WaitForChangeAsync(request.Cancelled);
            await SendAsync(request, Changed);
        }
    }

    private static async Task SendAsync(ViewerRequest request, byte[] text)
    {
        await request.Response.Body.WriteAsync(text, request.Cancelled);
        await request.Response.Body.FlushAsync(request.Cancelled);
    }
}
