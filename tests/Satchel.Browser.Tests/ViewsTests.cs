namespace Satchel.Browser.Tests;

/// <summary>The views beside the chats.</summary>
public sealed class ViewsTests(Viewers viewers)
{
    private const int Media = 2;
    private const int Statistics = 3;
    private const int Snapshots = 4;
    private const int Space = 5;

    [Theory]
    [MemberData(nameof(Look.Languages), MemberType = typeof(Look))]
    public async Task The_gallery_shows_pictures_large_one_after_another(bool chinese)
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync(new Look(chinese));
        await viewer.ShowAsync(Media);
        await viewer.Page.Locator(".chips button").Nth(1).ClickAsync();
        await viewer.Page.Locator(".tile img").First.WaitForAsync();

        await viewer.Page.Locator(".tile:has(img)").First.ClickAsync();
        await viewer.Page.Locator(".lightbox").WaitForAsync();
        string first = await viewer.Page.Locator(".lightbox small").InnerTextAsync();
        await viewer.Page.Keyboard.PressAsync("ArrowRight");
        await viewer.Page.WaitForFunctionAsync("(first) => document.querySelector('.lightbox small').innerText !== first", first);
        await viewer.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(viewer.Page.Locator(".lightbox")).ToHaveCountAsync(0);
        Assert.Empty(viewer.Offences);
    }

    [Fact]
    public async Task Statistics_are_pictures_with_their_numbers()
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync();

        await viewer.ShowAsync(Statistics);

        await viewer.Page.Locator("svg[role=img]").First.WaitForAsync();
        Assert.Equal(4, await viewer.Page.Locator("svg[role=img][aria-label]").CountAsync());
        Assert.Equal(24, await viewer.Page.Locator("figure:has(h2:text('hour')) rect").CountAsync());
        await viewer.Page.Locator("figure:has(h2:text('hour')) summary").ClickAsync();
        Assert.Equal(24, await viewer.Page.Locator("figure:has(h2:text('hour')) tbody tr").CountAsync());
    }

    [Theory]
    [MemberData(nameof(Look.Languages), MemberType = typeof(Look))]
    public async Task Two_snapshots_are_compared(bool chinese)
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync(new Look(chinese));
        await viewer.ShowAsync(Snapshots);
        await viewer.Page.Locator("tbody tr").First.WaitForAsync();
        Assert.True(await viewer.Page.Locator("tbody tr").CountAsync() >= 2);

        await viewer.Page.Locator("tbody tr .text-button").First.ClickAsync();

        await viewer.Page.Locator(".change-added").First.WaitForAsync();
        Assert.Empty(viewer.Offences);
    }

    [Fact]
    public async Task Space_names_chats_kinds_and_the_largest_files()
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync();

        await viewer.ShowAsync(Space);

        await viewer.Page.Locator(".files li").First.WaitForAsync();
        Assert.True(await viewer.Page.Locator(".bars tr").CountAsync() >= 4);
        await viewer.Page.Locator(".files .media-line-main").First.ClickAsync();
        await viewer.WaitForMessagesAsync();
    }

    [Fact]
    public async Task A_day_prints_with_all_its_messages()
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync();
        await viewer.OpenChatAsync();
        await viewer.Page.EvaluateAsync("() => { window.print = () => { window.printed = document.querySelectorAll('.print-sheet .print-message').length; }; }");

        await viewer.Page.Locator("button[title='Print…']").ClickAsync();
        await viewer.Page.Locator("dialog .button-main").ClickAsync();
        await viewer.Page.WaitForFunctionAsync("() => window.printed > 0");

        byte[] paper = await viewer.Page.PdfAsync();
        Assert.True(paper.Length > 2000);
    }
}
