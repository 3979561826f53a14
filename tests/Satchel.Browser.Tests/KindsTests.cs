namespace Satchel.Browser.Tests;

/// <summary>A bubble for every kind of message, in a conversation that has them.</summary>
public sealed class KindsTests(Viewers viewers)
{
    [Fact]
    public async Task Every_kind_in_the_history_has_a_bubble_of_its_own()
    {
        await using ViewerPage viewer = await viewers.OpenKindsAsync();
        HashSet<string> told = [];
        HashSet<string> shown = [];

        int chats = await viewer.CountChatsAsync();
        for (int chat = 0; chat < chats; chat++)
        {
            await viewer.GoToChatAsync(chat);
            told.UnionWith(await KindsOfChatAsync(viewer));
            int total = await viewer.TotalAsync();
            for (int index = 0; index < total; index += 3)
            {
                await viewer.Page.EvaluateAsync("(index) => { location.hash = location.hash.replace(/\\?.*/, '') + '?at=' + index; }", index);
                await viewer.WaitUntilVisibleAsync(index);
                shown.UnionWith(await viewer.Page.EvaluateAsync<string[]>(
                    "() => [...document.querySelectorAll('article .bubble')].map((b) => [...b.classList].find((c) => /^bubble-(?!own|other|opens|gone)/.test(c)).slice(7)).concat(document.querySelector('.notice') ? ['system'] : [])"));
            }
        }

        Assert.Superset(new HashSet<string>(["text", "image", "voice", "mergedForward", "transfer", "redPacket", "miniProgram", "location", "contact", "document", "link"]), told);
        Assert.Equal(told.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        Assert.Empty(viewer.Offences);
    }

    [Theory]
    [MemberData(nameof(Look.Languages), MemberType = typeof(Look))]
    public async Task A_merged_forward_opens_and_closes_by_keyboard(bool chinese)
    {
        await using ViewerPage viewer = await viewers.OpenKindsAsync(new Look(chinese));
        await ShowKindAsync(viewer, "mergedForward");

        await viewer.Page.Locator(".card-forward").First.ClickAsync();
        await viewer.Page.Locator("dialog .forward li").First.WaitForAsync();
        Assert.True(await viewer.Page.Locator("dialog .forward li").CountAsync() >= 2);
        await viewer.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(viewer.Page.Locator("dialog")).ToHaveCountAsync(0);
        Assert.True(await viewer.Page.EvaluateAsync<bool>("() => document.activeElement.matches('.card-forward')"));
    }

    [Fact]
    public async Task A_quote_leads_to_what_was_quoted()
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync();
        await viewer.OpenChatAsync(await ChatsTests.LongestAsync(viewer));
        int index = await FindAsync(viewer, "message.replyTo?.nativeId && page.messages.some((m) => m.nativeId === message.replyTo.nativeId)");
        await viewer.Page.EvaluateAsync("(index) => { location.hash = location.hash.replace(/\\?.*/, '') + '?at=' + index; }", index);
        await viewer.WaitUntilVisibleAsync(index);

        await viewer.Page.Locator($"article[data-message='{index}'] .quote").ClickAsync();

        await viewer.Page.WaitForFunctionAsync("(index) => { const at = Number(new URLSearchParams(location.hash.split('?')[1]).get('at')); return at < index; }", index);
        int quoted = await viewer.Page.EvaluateAsync<int>("() => Number(new URLSearchParams(location.hash.split('?')[1]).get('at'))");
        await viewer.WaitUntilVisibleAsync(quoted);
        await viewer.Page.Locator($"article.message-marked[data-message='{quoted}']").WaitForAsync();
    }

    [Fact]
    public async Task A_SILK_voice_is_decoded_in_the_page_and_plays()
    {
        await using ViewerPage viewer = await viewers.OpenVoiceAsync();
        await viewer.OpenChatAsync();

        await viewer.Page.Locator(".voice-play").ClickAsync();
        await viewer.Page.Locator(".voice-play[aria-label='Pause'], .bubble-voice .file").First.WaitForAsync();

        Assert.Equal(0, await viewer.Page.Locator(".bubble-voice .file").CountAsync());
        Assert.Equal("2", await viewer.Page.Locator(".voice-range").GetAttributeAsync("max"));
        Assert.Empty(viewer.Offences);
    }

    [Fact]
    public async Task Edits_and_recalls_show_what_was_there_before()
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync();
        await viewer.OpenChatAsync(await ChatsTests.LongestAsync(viewer));
        int index = await FindAsync(viewer, "message.versions?.length > 0");
        await viewer.Page.EvaluateAsync("(index) => { location.hash = location.hash.replace(/\\?.*/, '') + '?at=' + index; }", index);
        await viewer.WaitUntilVisibleAsync(index);

        ILocator message = viewer.Page.Locator($"article[data-message='{index}']");
        await message.Locator(".note-button").ClickAsync();

        await message.Locator(".versions li").First.WaitForAsync();
    }

    [Fact]
    public async Task Details_tell_all_that_is_known_of_a_message()
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync();
        await viewer.OpenChatAsync();
        await viewer.Page.Locator("article[tabindex='0']").FocusAsync();

        await viewer.Page.Keyboard.PressAsync("i");

        await viewer.Page.GetByRole(AriaRole.Dialog).GetByText("First seen").WaitForAsync();
    }

    private static async Task<string[]> KindsOfChatAsync(ViewerPage viewer) => await viewer.Page.EvaluateAsync<string[]>(
        """
        async () => {
          const [, , h, n] = location.hash.split(/[/?]/);
          const page = await (await fetch(`/api/h/${h}/chats/${n}/messages?start=0&count=200`)).json();
          return [...new Set(page.messages.map((m) => m.kind))];
        }
        """);

    private static async Task ShowKindAsync(ViewerPage viewer, string kind)
    {
        int chats = await viewer.CountChatsAsync();
        for (int chat = 0; chat < chats; chat++)
        {
            await viewer.GoToChatAsync(chat);
            int index = await FindAsync(viewer, $"message.kind === '{kind}' && (message.kind !== 'voice' || !message.attachments?.[0]?.missing)");
            if (index >= 0)
            {
                await viewer.Page.EvaluateAsync("(index) => { location.hash = location.hash.replace(/\\?.*/, '') + '?at=' + index; }", index);
                await viewer.WaitUntilVisibleAsync(index);
                return;
            }
        }

        Assert.Fail($"No chat has a message of kind {kind}.");
    }

    /// <summary>The first message of the open chat for which something holds; -1 where there is none.</summary>
    private static async Task<int> FindAsync(ViewerPage viewer, string condition) => await viewer.Page.EvaluateAsync<int>(
        $$"""
        async () => {
          const [, , h, n] = location.hash.split(/[/?]/);
          for (let start = 0; ; start += 200) {
            const page = await (await fetch(`/api/h/${h}/chats/${n}/messages?start=${start}&count=200`)).json();
            const found = page.messages.find((message) => {{condition}});
            if (found) return found.index;
            if (start + 200 >= page.total) return -1;
          }
        }
        """);
}
