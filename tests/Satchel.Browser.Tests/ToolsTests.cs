namespace Satchel.Browser.Tests;

/// <summary>Export, restore and migration started from the page.</summary>
public sealed class ToolsTests(Viewers viewers)
{
    private const int Tools = 6;
    private const float MostMillis = 120_000;

    [Theory]
    [MemberData(nameof(Look.Languages), MemberType = typeof(Look))]
    public async Task An_export_runs_and_says_what_it_wrote(bool chinese)
    {
        string target = Path.Combine(viewers.Folder, $"export-{chinese}.csv");
        await using ViewerPage viewer = await viewers.OpenVaultAsync(new Look(chinese));
        await viewer.ShowAsync(Tools);
        ILocator form = viewer.Page.Locator(".tool").First;

        await form.Locator("select").SelectOptionAsync("csv");
        await form.Locator("input[type=text]").FillAsync(target);
        await form.Locator("button[type=submit]").ClickAsync();

        await viewer.Page.Locator(".job-done").WaitForAsync(new LocatorWaitForOptions { Timeout = MostMillis });
        Assert.True(new FileInfo(target).Length > 10_000);
        Assert.Empty(viewer.Offences);
    }

    [Fact]
    public async Task A_restore_runs_and_brings_the_files_back()
    {
        string target = Path.Combine(viewers.Folder, "restored");
        await using ViewerPage viewer = await viewers.OpenVaultAsync();
        await viewer.ShowAsync(Tools);
        ILocator form = viewer.Page.Locator(".tool").Nth(1);
        await form.WaitForAsync();

        await form.Locator("input[type=text]").First.FillAsync(target);
        await form.Locator("button[type=submit]").ClickAsync();

        await viewer.Page.Locator(".job-done").WaitForAsync(new LocatorWaitForOptions { Timeout = MostMillis });
        Assert.NotEmpty(Directory.EnumerateFiles(target, "msgstore.db", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_migration_names_what_cannot_come_along()
    {
        string target = Path.Combine(viewers.Folder, "iphone");
        await using ViewerPage viewer = await viewers.OpenVaultAsync();
        await viewer.ShowAsync(Tools);
        ILocator form = viewer.Page.Locator(".tool").Last;

        await form.Locator("select").First.SelectOptionAsync("whatsapp-ios");
        await form.Locator("input[type=text]").First.FillAsync(target);
        await form.Locator("button[type=submit]").ClickAsync();

        await viewer.Page.Locator(".job-done").WaitForAsync(new LocatorWaitForOptions { Timeout = MostMillis });
        Assert.True(File.Exists(Path.Combine(target, "ChatStorage.sqlite")));
    }

    [Fact]
    public async Task What_cannot_be_done_is_said_beside_the_form()
    {
        await using ViewerPage viewer = await viewers.OpenVaultAsync();
        await viewer.ShowAsync(Tools);
        ILocator form = viewer.Page.Locator(".tool").Nth(1);
        await form.WaitForAsync();

        await form.Locator("input[type=text]").First.FillAsync(viewers.Folder);
        await form.Locator("button[type=submit]").ClickAsync();

        await viewer.Page.Locator(".form-error").WaitForAsync();
    }
}
