using System.Buffers.Text;
using System.Security.Cryptography;

namespace Satchel.Server.Pages.Hosting;

/// <summary>The few files that pages refer to, out of this program: each address names its content, so a browser asks once.</summary>
internal static class PageFiles
{
    private const int VersionCharacters = 12;

    private static readonly byte[] StyleSheet = Read("Pages/pages.css");
    private static readonly byte[] Icon = Read("Pages/icon.svg");

    /// <summary>The address of the style sheet.</summary>
    public static string StyleSheetPath { get; } = $"/pages.css?{VersionOf(StyleSheet)}";

    /// <summary>The address of the picture in a browser's tab.</summary>
    public static string IconPath { get; } = $"/icon.svg?{VersionOf(Icon)}";

    public static void MapPageFiles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/pages.css", context => WriteAsync(context, StyleSheet, "text/css; charset=utf-8")).ExcludeFromDescription();
        routes.MapGet("/icon.svg", context => WriteAsync(context, Icon, "image/svg+xml")).ExcludeFromDescription();
    }

    private static async Task WriteAsync(HttpContext context, byte[] content, string type)
    {
        HttpResponse response = context.Response;
        response.ContentType = type;
        response.ContentLength = content.Length;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        await response.Body.WriteAsync(content, context.RequestAborted);
    }

    private static string VersionOf(byte[] content) => Base64Url.EncodeToString(SHA256.HashData(content))[..VersionCharacters];

    private static byte[] Read(string name)
    {
        using Stream stream = typeof(PageFiles).Assembly.GetManifestResourceStream(name)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
