namespace Satchel.Browser.Tests;

/// <summary>Finding what somebody said.</summary>
public sealed class SearchTests(Viewers viewers)
{
    [Theory]
    [InlineData(false, "the")]
    [InlineData(true, "晚")]
    public async Task Hits_show_the_words_around_them_and_open_in_their_chat(bool chinese, string query)
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync(new Look(chinese));

        await viewer.Page.Keyboard.PressAsync("/");
        await viewer.Page.Keyboard.TypeAsync(query);
        await viewer.Page.Keyboard.PressAsync("Enter");
        await viewer.Page.Locator(".hit mark").First.WaitForAsync();
        Assert.All(await viewer.Page.Locator(".hit mark").AllInnerTextsAsync(), mark => Assert.Equal(query, mark, ignoreCase: true));
        await viewer.Page.Locator(".hit").Nth(2).ClickAsync();
        await viewer.WaitForMessagesAsync();

        await viewer.Page.Locator(".message-marked mark").First.WaitForAsync();
        Assert.Empty(viewer.Offences);
    }

    [Fact]
    public async Task Keys_step_through_hits_and_Escape_leaves_the_search()
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync();
        await viewer.Page.EvaluateAsync("() => { location.hash = location.hash.split('?')[0] + '?q=the'; }");
        await viewer.Page.Locator(".hit").First.WaitForAsync();

        await viewer.Page.Locator(".hit").First.FocusAsync();
        await viewer.Page.Keyboard.PressAsync("n");
        await viewer.Page.Locator(".hit[aria-current]").WaitForAsync();
        string? first = await viewer.Page.Locator(".hit[aria-current]").GetAttributeAsync("data-hit");
        await viewer.Page.Keyboard.PressAsync("n");
        await viewer.Page.Locator(".hit[data-hit='1'][aria-current]").WaitForAsync();
        await viewer.Page.Keyboard.PressAsync("Escape");

        Assert.Equal("0", first);
        await Assertions.Expect(viewer.Page.Locator(".search-pane")).ToHaveCountAsync(0);
        await Assertions.Expect(viewer.Timeline).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task Filters_narrow_what_is_found()
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync();
        await viewer.Page.EvaluateAsync("() => { location.hash = location.hash.split('?')[0] + '?q=e'; }");
        await viewer.Page.Locator(".hit").First.WaitForAsync();
        string all = await viewer.Page.Locator(".search-status").InnerTextAsync();

        await viewer.Page.Locator("button[aria-expanded]").ClickAsync();
        await viewer.Page.Locator(".filters select").Nth(2).SelectOptionAsync("link");
        await viewer.Page.WaitForFunctionAsync("(all) => document.querySelector('.search-status').innerText !== all && document.querySelectorAll('.hit').length > 0", all);

        await viewer.Page.WaitForFunctionAsync("() => [...document.querySelectorAll('.hit')].every((hit) => hit.querySelector('.hit-kind')?.innerText.trim() === 'Link')");
    }

    [Fact]
    public async Task Nothing_found_is_said()
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync();

        await viewer.Page.EvaluateAsync("() => { location.hash = location.hash.split('?')[0] + '?q=' + encodeURIComponent('no such words anywhere'); }");

        await viewer.Page.GetByText("Nothing was found").WaitForAsync();
    }
}
