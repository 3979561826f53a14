using System.Globalization;

namespace Satchel.Browser.Tests;

/// <summary>Reading: from the list into a chat, through it and about in it.</summary>
public sealed class ChatsTests(Viewers viewers)
{
    [Theory]
    [MemberData(nameof(Look.Languages), MemberType = typeof(Look))]
    public async Task A_chat_opens_at_its_newest_message(bool chinese)
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync(new Look(chinese));

        await viewer.OpenChatAsync();

        int total = await viewer.TotalAsync();
        await viewer.WaitUntilVisibleAsync(total - 1);
        Assert.Equal(chinese ? "zh-CN" : "en", await viewer.Page.EvaluateAsync<string>("() => document.documentElement.lang"));
        Assert.Empty(viewer.Offences);
    }

    [Fact]
    public async Task The_list_has_every_chat_with_its_last_message_and_finds_chats_by_name()
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync();
        int all = await viewer.ChatButtons.CountAsync();
        string title = await viewer.ChatButtons.Last.Locator(".chat-title").InnerTextAsync();

        Assert.True(all >= 3);
        Assert.All(await viewer.Page.Locator(".chat-last").AllInnerTextsAsync(), last => Assert.NotEmpty(last));
        await viewer.Page.Locator("[data-search]").FillAsync(title);
        await viewer.Page.WaitForFunctionAsync("(title) => [...document.querySelectorAll('.chat-list .chat-title')].every((t) => t.innerText.includes(title))", title);
        Assert.True(await viewer.ChatButtons.CountAsync() >= 1);
    }

    [Fact]
    public async Task Scrolling_goes_past_the_window_in_both_directions_and_asks_for_no_more_than_it_shows()
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync();
        List<string> asked = [];
        viewer.Page.Request += (_, request) =>
        {
            if (request.Url.Contains("/messages?", StringComparison.Ordinal))
            {
                asked.Add(request.Url);
            }
        };
        await viewer.OpenChatAsync(await LongestAsync(viewer));
        int total = await viewer.TotalAsync();
        await viewer.WaitUntilVisibleAsync(total - 1);

        await WheelAsync(viewer, -4000, 30);
        int[] above = await viewer.VisibleAsync();
        await WheelAsync(viewer, 4000, 60);
        int[] below = await viewer.VisibleAsync();

        Assert.True(above[^1] < total - 300, $"went up to {above[^1]} of {total}");
        Assert.True(below[^1] > above[^1], "and down again");
        Assert.InRange(await viewer.Messages.CountAsync(), 1, 120);
        Assert.All(asked, url => Assert.InRange(int.Parse(url.Split("count=")[1], CultureInfo.InvariantCulture), 1, 200));
        Assert.InRange(asked.Count, 1, 120);
        Assert.Empty(viewer.Offences);
    }

    [Fact]
    public async Task Home_and_End_reach_both_ends_and_arrows_go_message_by_message()
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync();
        await viewer.OpenChatAsync(await LongestAsync(viewer));
        int total = await viewer.TotalAsync();
        await viewer.WaitUntilVisibleAsync(total - 1);
        await viewer.Page.Locator("article[tabindex='0']").FocusAsync();

        await viewer.Page.Keyboard.PressAsync("Home");
        await viewer.WaitUntilVisibleAsync(0);
        await WaitForFocusAsync(viewer, 0);
        await viewer.Page.Keyboard.PressAsync("ArrowDown");
        await WaitForFocusAsync(viewer, 1);
        await viewer.Page.Keyboard.PressAsync("End");
        await viewer.WaitUntilVisibleAsync(total - 1);
        await WaitForFocusAsync(viewer, total - 1);
    }

    [Theory]
    [MemberData(nameof(Look.Languages), MemberType = typeof(Look))]
    public async Task A_date_leads_to_the_first_message_of_its_day(bool chinese)
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync(new Look(chinese));
        int place = await LongestAsync(viewer);
        await viewer.OpenChatAsync(place);
        await viewer.Page.Locator("article[tabindex='0']").FocusAsync();
        string address = await viewer.Page.EvaluateAsync<string>("() => { const [, view, h, n] = location.hash.split(/[/?]/); return `/api/h/${h}/chats/${n}/days`; }");
        (string day, int index) = await DayInTheMiddleAsync(viewer, address);

        await viewer.Page.Keyboard.PressAsync("g");
        await viewer.Page.Locator("dialog input[type=date]").FillAsync(day);
        await viewer.Page.Keyboard.PressAsync("Enter");

        await viewer.WaitUntilVisibleAsync(index);
        await viewer.Page.WaitForTimeoutAsync(500);   // all heights around it are known
        int[] visible = await viewer.VisibleAsync();
        Assert.InRange(visible[0], index - 2, index);
    }

    [Fact]
    public async Task Keys_lead_through_the_list_into_a_chat_and_back()
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync();

        await viewer.Page.Locator(".chat-list [data-at='1']").WaitForAsync();
        await viewer.Page.Keyboard.PressAsync("/");
        Assert.True(await viewer.Page.EvaluateAsync<bool>("() => document.activeElement.matches('[data-search]')"));
        await viewer.Page.Keyboard.PressAsync("ArrowDown");
        await viewer.Page.WaitForFunctionAsync("() => document.activeElement.dataset.at === '0'");
        await viewer.Page.Keyboard.PressAsync("ArrowDown");
        await viewer.Page.WaitForFunctionAsync("() => document.activeElement.dataset.at === '1'");
        await viewer.Page.Keyboard.PressAsync("Enter");
        await viewer.WaitForMessagesAsync();
        await viewer.Page.Keyboard.PressAsync("?");
        await viewer.Page.GetByRole(AriaRole.Dialog).WaitForAsync();
        await viewer.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(viewer.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await viewer.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(viewer.Timeline).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task On_a_phone_a_chat_takes_the_screen_and_Back_returns_to_the_list()
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync(new Look(Phone: true));

        await viewer.OpenChatAsync();
        await Assertions.Expect(viewer.Page.Locator(".chat-list")).ToBeHiddenAsync();
        await viewer.Page.GoBackAsync();

        await Assertions.Expect(viewer.Page.Locator(".chat-list")).ToBeVisibleAsync();
        Assert.False(await viewer.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"));
    }

    /// <summary>The place of the chat with most messages in the list.</summary>
    internal static async Task<int> LongestAsync(ViewerPage viewer) => await viewer.Page.EvaluateAsync<int>(
        """
        () => {
          const counts = [...document.querySelectorAll('.chat-list .chat-count')].map((e) => Number(e.innerText.replace(/\D/g, '')));
          return counts.indexOf(Math.max(...counts));
        }
        """);

    private static async Task WheelAsync(ViewerPage viewer, float by, int times)
    {
        await viewer.Page.Mouse.MoveAsync(800, 400);
        for (int i = 0; i < times; i++)
        {
            await viewer.Page.Mouse.WheelAsync(0, by);
            await viewer.Page.WaitForTimeoutAsync(20);
        }

        await viewer.Page.WaitForTimeoutAsync(400);
        await viewer.WaitForMessagesAsync();
    }

    private static async Task WaitForFocusAsync(ViewerPage viewer, int index) =>
        await viewer.Page.WaitForFunctionAsync("(index) => document.activeElement.dataset.message === String(index)", index);

    private static async Task<(string Day, int Index)> DayInTheMiddleAsync(ViewerPage viewer, string address)
    {
        System.Text.Json.JsonElement days = await viewer.Page.EvaluateAsync<System.Text.Json.JsonElement>("async (address) => (await fetch(address)).json()", address);
        System.Text.Json.JsonElement day = days[days.GetArrayLength() / 3];
        return (day[0].GetString()!, day[1].GetInt32());
    }
}
