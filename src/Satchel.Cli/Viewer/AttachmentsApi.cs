using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Satchel.Archive;
using Satchel.Chats;

namespace Satchel.Cli.Viewer;

/// <summary>
/// <c>attachments</c>: the content of a file of a message, streamed. Only what a browser shows without running it is shown in place; all else is a download that runs nothing
/// even where somebody opens it, and no name out of a message is a path.
/// </summary>
internal static partial class AttachmentsApi
{
    private const int BufferBytes = 64 * 1024;
    private const int MaxNameChars = 120;
    private const string Policy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'";
    private static readonly string[] Pictures = ["image/jpeg", "image/png", "image/gif", "image/webp"];

    public static async Task AnswerAsync(ViewerRequest request, ViewedHistory history, string chatText, string indexText, string ordinalText)
    {
        HistoryMessage? message = await FindAsync(request, history, chatText, indexText);
        int ordinal = ViewerRequest.Number(ordinalText, 0);
        if (message is null || ordinal >= message.Message.Attachments.Count)
        {
            await MissingAsync(request);
            return;
        }

        Attachment attachment = message.Message.Attachments[ordinal];
        PlayableCopy? copy = request.Flag("playable") == true ? await PlayableCopy.TryMakeAsync(history, message, attachment, request.Cancelled) : null;
        await using Stream? content = copy?.Content ?? await history.OpenAsync(message, attachment, request.Cancelled);
        if (content is null)
        {
            await MissingAsync(request);
            return;
        }

        SetHeaders(request.Response, copy is null ? attachment : attachment with { Mime = copy.Mime });
        await SendAsync(request, content, content.CanSeek ? content.Length : attachment.LengthBytes);
    }

    private static async Task<HistoryMessage?> FindAsync(ViewerRequest request, ViewedHistory history, string chatText, string indexText)
    {
        int chat = MessagesApi.ChatNumber(history, chatText);
        int index = ViewerRequest.Number(indexText, 0);
        if (index >= history.Indexed.Count(chat))
        {
            return null;
        }

        IReadOnlyList<HistoryMessage> versions = (await history.Indexed.ReadAsync(chat, index, 1, request.Cancelled))[0];
        int version = request.Number("version", versions.Count - 1, 0, int.MaxValue);
        return version >= 0 && version < versions.Count ? versions[version] : null;
    }

    private static Task MissingAsync(ViewerRequest request) =>
        ViewerProblem.AnswerAsync(request.Context, StatusCodes.Status404NotFound, "The content of this file is not there.");

    private static void SetHeaders(HttpResponse response, Attachment attachment)
    {
        string type = attachment.Mime?.Split(';')[0].Trim().ToLowerInvariant() ?? "";
        bool isShown = Pictures.Contains(type) || Playable().IsMatch(type);
        response.ContentType = isShown ? type : "application/octet-stream";
        response.Headers.ContentDisposition = isShown ? "inline" : "attachment; filename=\"file\"; filename*=UTF-8''" + Uri.EscapeDataString(NameOf(attachment));
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers.CacheControl = "private, max-age=3600";
        response.Headers.AcceptRanges = "bytes";
    }

    // A name for the person's download folder: no folder, nothing that writes backwards, nothing that cannot be seen.
    private static string NameOf(Attachment attachment)
    {
        string told = attachment.Name ?? attachment.Path ?? "";
        string last = told[(told.LastIndexOfAny(['/', '\\']) + 1)..];
        var name = new StringBuilder();
        foreach (Rune rune in last.EnumerateRunes())
        {
            bool isPlain = Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.Control or System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator);
            if (isPlain && name.Length < MaxNameChars)
            {
                name.Append(rune.ToString());
            }
        }

        string clean = name.ToString().Trim(' ', '.');
        return clean.Length > 0 ? clean : "file";
    }

    private static async Task SendAsync(ViewerRequest request, Stream content, long? lengthBytes)
    {
        HttpResponse response = request.Response;
        if (lengthBytes is not long length || length < 0)
        {
            response.Headers.AcceptRanges = "none";
            await (request.IsHead ? Task.CompletedTask : content.CopyToAsync(response.Body, BufferBytes, request.Cancelled));
            return;
        }

        ByteRange? range = ByteRange.Parse(request.Context.Request.Headers.Range, length);
        if (range is { IsEmpty: true })
        {
            response.Headers.ContentRange = $"bytes */{length}";
            await ViewerProblem.AnswerAsync(request.Context, StatusCodes.Status416RangeNotSatisfiable, "The file is shorter than that.");
            return;
        }

        (long start, long count) = range is null ? (0, length) : (range.Start, range.LengthBytes);
        if (range is not null)
        {
            response.StatusCode = StatusCodes.Status206PartialContent;
            response.Headers.ContentRange = $"bytes {start}-{start + count - 1}/{length}";
        }

        response.ContentLength = count;
        if (!request.IsHead)
        {
            await CopyAsync(content, start, count, response.Body, request.Cancelled);
        }
    }

    // A message may tell another length than its file has: what is too much is left, and where something lacks the reader sees that it is cut off.
    private static async Task CopyAsync(Stream content, long start, long count, Stream to, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            long skip = start;
            if (content.CanSeek)
            {
                content.Position = start;
                skip = 0;
            }

            while (skip > 0)
            {
                int passed = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, skip)), cancellationToken);
                skip = passed == 0 ? throw new EndOfStreamException() : skip - passed;
            }

            while (count > 0)
            {
                int read = await content.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, count)), cancellationToken);
                if (read == 0)
                {
                    throw new EndOfStreamException();
                }

                await to.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                count -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    [GeneratedRegex("^(audio|video)/[a-z0-9][a-z0-9.+-]{0,60}$")]
    private static partial Regex Playable();
}
