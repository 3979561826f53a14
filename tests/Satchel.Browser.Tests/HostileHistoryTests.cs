using System.Text.Json;

namespace Satchel.Browser.Tests;

/// <summary>What a history holds is shown, and never runs.</summary>
public sealed class HostileHistoryTests(Viewers viewers)
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Scripts_in_names_texts_cards_and_files_stay_inert_in_every_view(bool chinese, bool phone)
    {
        await using ViewerPage viewer = await viewers.OpenHostileAsync(new Look(chinese, Phone: phone));

        await viewer.OpenChatAsync();
        int total = await viewer.TotalAsync();
        for (int index = 0; index < total; index++)
        {
            await viewer.Page.EvaluateAsync("(index) => { location.hash = location.hash.replace(/\\?.*/, '') + '?at=' + index; }", index);
            await viewer.WaitUntilVisibleAsync(index);
        }

        await SearchAsync(viewer);
        for (int view = 2; view <= 6; view++)
        {
            await viewer.Page.EvaluateAsync("(view) => { location.hash = '#/' + ['media', 'stats', 'snapshots', 'space', 'tools'][view - 2]; }", view);
            await viewer.Page.Locator(".page h1").WaitForAsync();
            await viewer.Page.WaitForTimeoutAsync(300);
        }

        await AssertUnharmedAsync(viewer);
    }

    [Fact]
    public async Task Addresses_that_are_no_pages_are_text()
    {
        await using ViewerPage viewer = await viewers.OpenHostileAsync();

        await viewer.OpenChatAsync();
        await viewer.Page.EvaluateAsync("() => { location.hash = location.hash.replace(/\\?.*/, '') + '?at=4'; }");
        await viewer.WaitUntilVisibleAsync(4);

        string[] addresses = await viewer.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a')].map((link) => link.getAttribute('href'))");
        Assert.All(addresses, address => Assert.Matches("^(https?://|/api/h/|#)", address));
        string[] targets = await viewer.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('a[href^=http]')].map((link) => link.rel)");
        Assert.All(targets, rel => Assert.Contains("noopener noreferrer", rel, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Names_that_write_backwards_are_shown_as_they_are()
    {
        await using ViewerPage viewer = await viewers.OpenHostileAsync();
        await viewer.OpenChatAsync();

        await viewer.Page.GetByText("photogpj.exe").First.WaitForAsync();

        string text = await viewer.Page.Locator(".file-name").AllInnerTextsAsync() is { } names ? string.Concat(names) : "";
        Assert.DoesNotContain('\u202E', text);
    }

    [Fact]
    public async Task Pages_and_drawings_are_downloads_that_run_nothing()
    {
        await using ViewerPage viewer = await viewers.OpenHostileAsync();
        await viewer.OpenChatAsync();

        JsonElement files = await viewer.Page.EvaluateAsync<JsonElement>(
            """
            async () => {
              const h = location.hash.split('/')[2];
              const page = await (await fetch(`/api/h/${h}/chats/0/messages?start=0&count=200`)).json();
              const found = [];
              for (const message of page.messages) {
                for (let i = 0; i < (message.attachments ?? []).length; i++) {
                  const answer = await fetch(`/api/h/${h}/attachments/0/${message.index}/${i}`);
                  found.push([message.attachments[i].mime ?? '', answer.status, answer.headers.get('content-type'), answer.headers.get('content-disposition'), answer.headers.get('content-security-policy'), answer.headers.get('x-content-type-options')]);
                }
              }
              return found;
            }
            """);

        Assert.True(files.GetArrayLength() >= 8);
        foreach (JsonElement file in files.EnumerateArray())
        {
            Assert.Equal("nosniff", file[5].GetString());
            string type = file[2].GetString() ?? "";
            if (!type.StartsWith("image/", StringComparison.Ordinal) && !type.StartsWith("audio/", StringComparison.Ordinal) && !type.StartsWith("video/", StringComparison.Ordinal) && file[1].GetInt32() == 200)
            {
                Assert.StartsWith("attachment", file[3].GetString(), StringComparison.Ordinal);
                Assert.Contains("sandbox", file[4].GetString(), StringComparison.Ordinal);
            }

            Assert.DoesNotContain("svg", type, StringComparison.Ordinal);
            Assert.DoesNotContain("html", type, StringComparison.Ordinal);
        }
    }

    private static async Task SearchAsync(ViewerPage viewer)
    {
        await viewer.Page.EvaluateAsync("() => { location.hash = '#/chats/' + location.hash.split('/')[2].split('?')[0] + '?q=harmed'; }");
        await viewer.Page.Locator(".hit").First.WaitForAsync();
        await viewer.Page.Locator(".hit mark").First.WaitForAsync();
    }

    private static async Task AssertUnharmedAsync(ViewerPage viewer)
    {
        Assert.False(await viewer.Page.EvaluateAsync<bool>("() => 'harmed' in window"));
        Assert.Equal(0, await viewer.Page.Locator("iframe, object, embed, script:not([src]), img[src='x'], svg[onload]").CountAsync());
        Assert.Empty(viewer.Offences);
    }
}
