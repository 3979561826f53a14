using System.Text.Json;
using Satchel.Server.Tests;

namespace Satchel.Pages.Tests;

/// <summary>A tab of the browser on a server's pages. It remembers what must never happen: errors, requests elsewhere, dialogs.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private const string NotOfThePage = "Failed to load resource";

    // Where somebody wants to look at the pages: a folder that gets a picture of each.
    private static readonly string? Pictures = Environment.GetEnvironmentVariable("SATCHEL_PICTURES");

    private static readonly string Axe = File.ReadAllText(Path.Combine(Checkout.Root, "web", "viewer", "node_modules", "axe-core", "axe.min.js"));

    private readonly TestServer _server;
    private readonly Look _look;
    private readonly List<string> _offences = [];

    private OpenPage(IPage page, TestServer server, Look look)
    {
        Page = page;
        _server = server;
        _look = look;
        page.Console += (_, message) => Note(message.Type == "error" && !message.Text.StartsWith(NotOfThePage, StringComparison.Ordinal), $"console: {message.Text}");
        page.PageError += (_, error) => Note(true, $"error: {error}");
        page.Request += (_, request) => Note(!request.Url.StartsWith(server.Url.AbsoluteUri, StringComparison.Ordinal), $"request: {request.Url}");
        page.Dialog += async (_, dialog) =>
        {
            Note(true, $"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>What happened that must not; empty for a page that behaves.</summary>
    public IReadOnlyList<string> Offences
    {
        get
        {
            lock (_offences)
            {
                return [.. _offences];
            }
        }
    }

    public static async Task<OpenPage> OpenAsync(IBrowser browser, TestServer server, Look look, bool scripts)
    {
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = look.Chinese ? "zh-CN" : "en-GB",
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = look.Phone ? new ViewportSize { Width = 390, Height = 780 } : new ViewportSize { Width = 1280, Height = 800 },
            JavaScriptEnabled = scripts,
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(30_000);
        return new OpenPage(await context.NewPageAsync(), server, look);
    }

    /// <summary>Goes to a page of the server.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(new Uri(_server.Url, path).AbsoluteUri);
        await Page.Locator("h1").WaitForAsync();
    }

    /// <summary>Comes in by a link that the account's device makes, as its person would.</summary>
    public async Task SignInAsync(TestAccount account)
    {
        await GoAsync(await Links.OfDeviceAsync(_server, account));
        await Page.Locator("main form button").ClickAsync();
        await Page.WaitForURLAsync("**/account");
    }

    /// <summary>Notes all that is wrong with the page as it is now: what axe finds, and what is wider than the screen.</summary>
    public async Task CheckAsync(string where, List<string> found)
    {
        if (Pictures is not null)
        {
            Directory.CreateDirectory(Pictures);
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Pictures, $"{where}-{_look}.png"), FullPage = true });
        }

        await Page.EvaluateAsync(Axe);
        JsonElement violations = await Page.EvaluateAsync<JsonElement>(
            "async () => (await axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html + ' ' + n.failureSummary).join(' | ')}`)");
        found.AddRange(violations.EnumerateArray().Select(violation => $"{where}: {violation.GetString()}"));
        if (await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"))
        {
            found.Add($"{where}: wider than the screen");
        }
    }

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    private void Note(bool isOffence, string what)
    {
        if (isOffence)
        {
            lock (_offences)
            {
                _offences.Add(what);
            }
        }
    }
}
