using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Satchel.Cli.Viewer;

/// <summary>
/// Lets only the person in. Other programs of this machine, and pages of other sites in the same browser, can reach the port: they know neither the token of the address nor
/// the cookie that it becomes, a name that leads elsewhere is refused by the Host header, and a page of another site by its Origin.
/// </summary>
internal sealed class ViewerGate
{
    private const int SecretBytes = 32;

    // WebAssembly decodes voices; no other code runs but the viewer's own files, and nothing is asked for elsewhere.
    private const string PagePolicy =
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' blob:; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly string _token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
    private readonly string _cookie = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
    private readonly string _cookieName;
    private readonly string[] _hosts;

    /// <param name="port">Where the server listens. Cookies are of a host, whatever its port: the name tells several viewers apart.</param>
    public ViewerGate(int port)
    {
        _cookieName = $"satchel-{port}";
        _hosts = [$"127.0.0.1:{port}", $"localhost:{port}"];
        Url = $"http://127.0.0.1:{port}/?token={_token}";
    }

    /// <summary>The address that opens the viewer.</summary>
    public string Url { get; }

    /// <summary>Whether a request goes on; where not, it is answered.</summary>
    public async Task<bool> AdmitAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        SetHeaders(context.Response.Headers);
        if (!_hosts.Contains(request.Host.Value, StringComparer.OrdinalIgnoreCase))
        {
            return await RefuseAsync(context, StatusCodes.Status403Forbidden, "This server answers to its own address alone.");
        }

        bool isPage = request.Path == "/";
        if (IsForeign(request, isPage))
        {
            return await RefuseAsync(context, StatusCodes.Status403Forbidden, "Another site asked for this; it is refused.");
        }

        if (HasToken(request))
        {
            context.Response.Cookies.Append(_cookieName, _cookie, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/" });
            if (!isPage)
            {
                return true;
            }

            // The token leaves the address, so that no history of the browser has it.
            context.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.Response.Headers.Location = "/";
            return false;
        }

        return IsSame(request.Cookies[_cookieName], _cookie)
            || await RefuseAsync(context, StatusCodes.Status401Unauthorized, "Open the address that 'satchel open' printed, with its token.");
    }

    private static void SetHeaders(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = PagePolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
    }

    // The page itself may be opened from anywhere, as somebody who clicks the address does; all else only the page asks for.
    private bool IsForeign(HttpRequest request, bool isPage)
    {
        StringValues origin = request.Headers.Origin;
        if (origin.Count > 0 && !_hosts.Any(host => string.Equals(origin, "http://" + host, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        string? site = request.Headers["Sec-Fetch-Site"];
        if (!isPage && site is "cross-site" or "same-site")
        {
            return true;
        }

        // A form of another site can be sent without asking, but not with a header of ours.
        return !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && request.Headers["X-Satchel"] != "1";
    }

    private bool HasToken(HttpRequest request) => request.Query.TryGetValue("token", out StringValues token) && IsSame(token, _token);

    private static bool IsSame(string? given, string secret) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(secret));

    private static async Task<bool> RefuseAsync(HttpContext context, int status, string sentence)
    {
        await ViewerProblem.AnswerAsync(context, status, sentence);
        return false;
    }
}
