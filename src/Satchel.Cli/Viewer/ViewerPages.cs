using Microsoft.AspNetCore.Http;

namespace Satchel.Cli.Viewer;

/// <summary>The viewer's own files. They are listed once, so that no address leads to any other file.</summary>
internal sealed class ViewerPages
{
    private const string Index = "index.html";

    private static readonly Dictionary<string, string> MediaTypes = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".png"] = "image/png",
        [".ico"] = "image/x-icon",
        [".wasm"] = "application/wasm",
        [".woff2"] = "font/woff2",
        [".json"] = "application/json",
        [".webmanifest"] = "application/manifest+json",
        [".txt"] = "text/plain; charset=utf-8",
    };

    private readonly Dictionary<string, string> _files;

    /// <summary>Lists the files of a folder.</summary>
    public ViewerPages(string folder) => _files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(path => MediaTypes.ContainsKey(Path.GetExtension(path)))
        .ToDictionary(path => Path.GetRelativePath(folder, path).Replace('\\', '/'), StringComparer.Ordinal);

    /// <summary>Answers with a file.</summary>
    public Task AnswerAsync(ViewerRequest request)
    {
        string name = request.Path.Length == 0 ? Index : string.Join('/', request.Path);
        if (!_files.TryGetValue(name, out string? path))
        {
            return ViewerProblem.AnswerAsync(request.Context, StatusCodes.Status404NotFound, "There is nothing at this address.");
        }

        HttpResponse response = request.Response;
        response.ContentType = MediaTypes[Path.GetExtension(path)];
        if (name.StartsWith("assets/", StringComparison.Ordinal))
        {
            // The names of these change with their contents.
            response.Headers.CacheControl = "private, max-age=31536000, immutable";
        }

        response.ContentLength = new FileInfo(path).Length;
        return HttpMethods.IsHead(request.Context.Request.Method) ? Task.CompletedTask : response.SendFileAsync(path, request.Cancelled);
    }
}
