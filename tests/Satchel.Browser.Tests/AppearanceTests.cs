namespace Satchel.Browser.Tests;

/// <summary>Every view in both languages, in light and dark, on a phone and a desktop: axe finds nothing, and nothing is cut off.</summary>
public sealed class AppearanceTests(Viewers viewers)
{
    [Theory]
    [MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Every_view_is_accessible(bool chinese, bool dark, bool phone)
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync(new Look(chinese, dark, phone));
        List<string> found = [];

        await CheckAsync(viewer, "chats", found);
        await viewer.OpenChatAsync();
        await CheckAsync(viewer, "chat", found);
        await viewer.Page.EvaluateAsync("() => { const [, , h] = location.hash.split(/[/?]/); location.hash = `#/chats/${h}?q=the`; }");
        await viewer.Page.Locator(".hit").First.WaitForAsync();
        await CheckAsync(viewer, "search", found);
        await viewer.Page.Keyboard.PressAsync("Escape");
        await viewer.Page.Keyboard.PressAsync("Escape");
        for (int view = 2; view <= 6; view++)
        {
            await viewer.ShowAsync(view);
            await viewer.Page.WaitForTimeoutAsync(400);
            await CheckAsync(viewer, $"view {view}", found);
        }

        Assert.Empty(found);
        Assert.Empty(viewer.Offences);
    }

    [Theory]
    [MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Every_kind_of_bubble_is_accessible(bool chinese, bool dark, bool phone)
    {
        await using ViewerPage viewer = await viewers.OpenKindsAsync(new Look(chinese, dark, phone));
        List<string> found = [];
        int chats = await viewer.CountChatsAsync();

        for (int chat = 0; chat < chats; chat++)
        {
            await viewer.GoToChatAsync(chat);
            int total = await viewer.TotalAsync();
            for (int index = 4; index < total + 4; index += 9)
            {
                int shown = Math.Min(index, total - 1);
                await viewer.Page.EvaluateAsync("(index) => { location.hash = location.hash.replace(/\\?.*/, '') + '?at=' + index; }", shown);
                await viewer.WaitUntilVisibleAsync(shown);
                await CheckAsync(viewer, $"chat {chat} at {shown}", found);
            }
        }

        Assert.Empty(found);
    }

    [Theory]
    [MemberData(nameof(Look.All), MemberType = typeof(Look))]
    public async Task Every_dialog_is_accessible_and_gives_the_focus_back(bool chinese, bool dark, bool phone)
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync(new Look(chinese, dark, phone));
        List<string> found = [];
        await viewer.OpenChatAsync();
        ILocator message = viewer.Page.Locator("article[tabindex='0']");

        foreach (string key in new[] { "?", "g", "i" })
        {
            await message.FocusAsync();
            await viewer.Page.Keyboard.PressAsync(key);
            await viewer.Page.Locator("dialog[open]").WaitForAsync();
            await CheckAsync(viewer, $"dialog {key}", found);
            await viewer.Page.Keyboard.PressAsync("Escape");
            await Assertions.Expect(viewer.Page.Locator("dialog")).ToHaveCountAsync(0);
            Assert.True(await viewer.Page.EvaluateAsync<bool>("() => document.activeElement.matches('article')"), $"the focus is back after {key}");
        }

        await viewer.Page.Keyboard.PressAsync("2");
        await viewer.Page.Locator(".tile:has(img)").First.ClickAsync();
        await viewer.Page.Locator(".lightbox").WaitForAsync();
        await CheckAsync(viewer, "lightbox", found);
        Assert.Empty(found);
    }

    [Fact]
    public async Task Language_and_light_are_chosen_and_kept()
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync();

        await viewer.Page.Locator("nav [aria-label='Settings']").ClickAsync();
        await viewer.Page.GetByLabel("Dark").CheckAsync();
        await viewer.Page.GetByLabel("中文").CheckAsync();
        await viewer.Page.Keyboard.PressAsync("Escape");
        await viewer.Page.ReloadAsync();

        await viewer.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "统计" }).WaitForAsync();
        Assert.Equal("dark", await viewer.Page.EvaluateAsync<string>("() => document.documentElement.dataset.theme"));
    }

    private static async Task CheckAsync(ViewerPage viewer, string where, List<string> found)
    {
        found.AddRange((await viewer.AccessibilityAsync()).Select(violation => $"{where}: {violation}"));
        if (await viewer.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"))
        {
            found.Add($"{where}: wider than the screen");
        }
    }
}
