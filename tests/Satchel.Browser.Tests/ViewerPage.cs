using System.Text.Json;

namespace Satchel.Browser.Tests;

/// <summary>A viewer in a browser's tab. It remembers what must never happen: errors, requests elsewhere, dialogs.</summary>
internal sealed class ViewerPage : IAsyncDisposable
{
    private const string NotOfThePage = "Failed to load resource";

    private readonly Uri _address;
    private readonly List<string> _offences = [];

    private ViewerPage(IPage page, Uri address)
    {
        Page = page;
        _address = address;
        page.Console += (_, message) => Note(message.Type == "error" && !message.Text.StartsWith(NotOfThePage, StringComparison.Ordinal), $"console: {message.Text}");
        page.PageError += (_, error) => Note(true, $"error: {error}");
        page.Request += (_, request) => Note(!IsOwn(request.Url), $"request: {request.Url}");
        page.Popup += (_, popup) => Note(true, $"popup: {popup.Url}");
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

    public ILocator Timeline => Page.GetByRole(AriaRole.Feed);

    /// <summary>The messages that exist now, those around the view.</summary>
    public ILocator Messages => Page.Locator("article[data-message]");

    public ILocator ChatButtons => Page.Locator(".chat-list .chat");

    public static async Task<ViewerPage> OpenAsync(IBrowser browser, Uri address, Look look)
    {
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = look.Chinese ? "zh-CN" : "en-GB",
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = look.Phone ? new ViewportSize { Width = 390, Height = 780 } : new ViewportSize { Width = 1280, Height = 800 },
            TimezoneId = "Europe/London",
            ReducedMotion = ReducedMotion.Reduce,
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(60_000);
        ViewerPage page = new(await context.NewPageAsync(), address);
        await page.Page.GotoAsync(address.AbsoluteUri);
        await page.Page.Locator("nav.navigation").WaitForAsync();
        await page.Page.Locator(".chat, .state").First.WaitForAsync();
        return page;
    }

    /// <summary>Opens a view by its place in the navigation.</summary>
    public async Task ShowAsync(int view)
    {
        await Page.Locator($".navigation .nav-item:nth-child({view})").ClickAsync();
        await Page.Locator(".page h1").WaitForAsync();
    }

    /// <summary>Opens the chat at a place in the list, and waits for its messages.</summary>
    public async Task OpenChatAsync(int place = 0)
    {
        await ChatButtons.Nth(place).ClickAsync();
        await WaitForMessagesAsync();
    }

    /// <summary>Opens the chat that has a title.</summary>
    public async Task OpenChatAsync(string title)
    {
        await ChatButtons.Filter(new LocatorFilterOptions { HasText = title }).First.ClickAsync();
        await WaitForMessagesAsync();
    }

    /// <summary>How many chats the history has.</summary>
    public async Task<int> CountChatsAsync() => await Page.EvaluateAsync<int>(
        "async () => { const h = location.hash.split(/[/?]/)[2]; return (await (await fetch(`/api/h/${h}/chats`)).json()).length; }");

    /// <summary>Opens the chat that has a number, by its address.</summary>
    public async Task GoToChatAsync(int number)
    {
        await Page.EvaluateAsync("(n) => { const h = location.hash.split(/[/?]/)[2]; location.hash = `#/chats/${h}/${n}`; }", number);
        await Page.Locator($".conversation[data-chat='{number}'] article").First.WaitForAsync();
        await WaitForMessagesAsync();
    }

    public async Task WaitForMessagesAsync()
    {
        await Messages.First.WaitForAsync();
        await Page.WaitForFunctionAsync("() => !document.querySelector('.placeholder')");
    }

    /// <summary>The indices of the messages that can be seen, and nothing but placeholders is an error.</summary>
    public async Task<int[]> VisibleAsync() => await Page.EvaluateAsync<int[]>(
        """
        () => {
          const view = document.querySelector('.timeline-scroll').getBoundingClientRect();
          return [...document.querySelectorAll('article[data-message]')]
            .filter((row) => { const box = row.getBoundingClientRect(); return box.bottom > view.top && box.top < view.bottom; })
            .map((row) => Number(row.dataset.message)).sort((a, b) => a - b);
        }
        """);

    /// <summary>How many messages the chat that is open has.</summary>
    public async Task<int> TotalAsync() => int.Parse(await Messages.First.GetAttributeAsync("aria-setsize") ?? "", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Waits until a message can be seen.</summary>
    public async Task WaitUntilVisibleAsync(int index) => await Page.WaitForFunctionAsync(
        """
        (index) => {
          const row = document.querySelector(`article[data-message="${index}"]`);
          if (!row || row.querySelector('.placeholder')) return false;
          const view = document.querySelector('.timeline-scroll').getBoundingClientRect();
          const box = row.getBoundingClientRect();
          return box.bottom > view.top && box.top < view.bottom;
        }
        """,
        index);

    /// <summary>What axe has against the page as it is now.</summary>
    public async Task<IReadOnlyList<string>> AccessibilityAsync()
    {
        string axe = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "web", "viewer", "node_modules", "axe-core", "axe.min.js"));
        await Page.WaitForTimeoutAsync(120);   // what is drawn next is drawn
        await Page.EvaluateAsync(axe);
        JsonElement found = await Page.EvaluateAsync<JsonElement>("async () => (await axe.run()).violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html + ' ' + n.failureSummary).join(' | ')}`)");
        return [.. found.EnumerateArray().Select(violation => violation.GetString()!)];
    }

    public async ValueTask DisposeAsync() => await Page.Context.CloseAsync();

    private bool IsOwn(string url) => url.StartsWith($"http://{_address.Authority}/", StringComparison.Ordinal) || url.StartsWith("blob:", StringComparison.Ordinal);

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
