using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Satchel.Cli.Viewer;

/// <summary>A request that was let in, in parts. What does not fit is answered with 400.</summary>
/// <param name="context">The request.</param>
/// <param name="cancellationToken">Tells that whoever asked is gone, or that the server ends.</param>
internal sealed class ViewerRequest(HttpContext context, CancellationToken cancellationToken)
{
    /// <summary>The whole.</summary>
    public HttpContext Context { get; } = context;

    /// <summary>The answer.</summary>
    public HttpResponse Response => Context.Response;

    /// <summary>Tells that nobody waits for the answer any more.</summary>
    public CancellationToken Cancelled { get; } = cancellationToken;

    /// <summary>The path's parts; none for the page itself.</summary>
    public string[] Path { get; } = (context.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether it only asks.</summary>
    public bool IsRead => HttpMethods.IsGet(Context.Request.Method) || HttpMethods.IsHead(Context.Request.Method);

    /// <summary>Whether only the headers of the answer are wanted.</summary>
    public bool IsHead => HttpMethods.IsHead(Context.Request.Method);

    /// <summary>A text of the query; null where it is not there or empty.</summary>
    public string? Text(string name) => Context.Request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A whole number of the query, in bounds; else what stands for it.</summary>
    public int Number(string name, int otherwise, int least, int most) => Text(name) is { } text ? Math.Min(most, Number(text, least)) : otherwise;

    /// <summary>A yes or no of the query; null where it is not there.</summary>
    public bool? Flag(string name) => Text(name) switch
    {
        null => null,
        "1" or "true" => true,
        "0" or "false" => false,
        string other => throw new BadHttpRequestException($"'{name}' is true or false; '{other}' does not fit."),
    };

    /// <summary>A whole number.</summary>
    public static int Number(string text, int least) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least
            ? value
            : throw new BadHttpRequestException($"A whole number from {least} is needed; '{text}' does not fit.");
}
