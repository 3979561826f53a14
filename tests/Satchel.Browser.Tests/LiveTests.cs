namespace Satchel.Browser.Tests;

/// <summary>What a backup adds while somebody looks.</summary>
public sealed class LiveTests(Viewers viewers)
{
    [Fact]
    public async Task New_messages_appear_by_themselves()
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync();
        int before = await CountAsync(viewer);

        await viewers.AddMessagesAsync(40);

        await viewer.Page.WaitForFunctionAsync(
            "(before) => [...document.querySelectorAll('.chat-list .chat-count')].reduce((sum, e) => sum + Number(e.innerText.replace(/\\D/g, '')), 0) > before", before);
        Assert.Empty(viewer.Offences);
    }

    [Fact]
    public async Task Who_reads_the_newest_message_goes_on_to_newer_ones()
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync();
        await viewer.OpenChatAsync(await ChatsTests.LongestAsync(viewer));
        int before = await viewer.TotalAsync();
        await viewer.WaitUntilVisibleAsync(before - 1);

        await viewers.AddMessagesAsync(60);
        await viewer.Page.WaitForFunctionAsync("(before) => Number(document.querySelector('article[data-message]').getAttribute('aria-setsize')) > before", before);

        await viewer.WaitUntilVisibleAsync(await viewer.TotalAsync() - 1);
        Assert.Empty(viewer.Offences);
    }

    private static async Task<int> CountAsync(ViewerPage viewer) => await viewer.Page.EvaluateAsync<int>(
        "() => [...document.querySelectorAll('.chat-list .chat-count')].reduce((sum, e) => sum + Number(e.innerText.replace(/\\D/g, '')), 0)");
}
