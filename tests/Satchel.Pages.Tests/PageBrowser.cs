using Satchel.Server.Tests;

namespace Satchel.Pages.Tests;

/// <summary>The browser of all tests.</summary>
public sealed class PageBrowser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";

    private static readonly string[] ChromiumArguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (File.Exists(Chromium))
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ChromiumArguments });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>A tab on a server, with nobody signed in.</summary>
    internal async Task<OpenPage> OpenAsync(TestServer server, Look? look = null, bool scripts = true)
    {
        Assert.SkipWhen(_browser is null, "chromium is not installed");
        return await OpenPage.OpenAsync(_browser, server, look ?? new Look(), scripts);
    }
}
