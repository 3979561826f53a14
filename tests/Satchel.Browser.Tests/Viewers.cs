using System.Globalization;
using Satchel.TestKit.WeChat;

namespace Satchel.Browser.Tests;

/// <summary>
/// The browser, and viewers on made-up histories: a vault with two snapshots of a sample phone (its first chat is longer than the window of the timeline), a WeChat
/// conversation with every kind of message, and a history that somebody made to do harm. Each is opened when a test first asks for it.
/// </summary>
public sealed class Viewers : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private const int Messages = 9000;
    private const int Added = 60;

    private static readonly string[] ChromiumArguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
        "--autoplay-policy=no-user-gesture-required",
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("satchel-browser-").FullName;
    private readonly List<IAsyncDisposable> _opened = [];
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private Task<OpenedViewer>? _vault;
    private Task<OpenedViewer>? _kinds;
    private Task<OpenedViewer>? _hostile;
    private Task<OpenedViewer>? _voice;

    /// <summary>The folder that tests may write into.</summary>
    public string Folder => _folder;

    internal SatchelProgram Program => new(Path.Combine(_folder, "home"), PassphraseFile);

    internal string VaultFolder => Path.Combine(_folder, "vault");

    private string PassphraseFile => Path.Combine(_folder, "passphrase.txt");

    private string Phone => Path.Combine(_folder, "phone");

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(File.Exists(Chromium), "chromium is not installed");
        await File.WriteAllTextAsync(PassphraseFile, "correct horse battery staple");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Chromium, Args = ChromiumArguments });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
        foreach (IAsyncDisposable viewer in _opened)
        {
            await viewer.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A page on the vault's archive.</summary>
    internal async Task<ViewerPage> OpenVaultAsync(Look? look = null) => await OpenAsync(await (_vault ??= StartVaultAsync()), look);

    /// <summary>A page on the conversation with every kind of message.</summary>
    internal async Task<ViewerPage> OpenKindsAsync(Look? look = null) => await OpenAsync(await (_kinds ??= StartKindsAsync()), look);

    /// <summary>A page on the history that would do harm.</summary>
    internal async Task<ViewerPage> OpenHostileAsync(Look? look = null) => await OpenAsync(await (_hostile ??= StartHostileAsync()), look);

    /// <summary>A page on a chat with a voice in SILK.</summary>
    internal async Task<ViewerPage> OpenVoiceAsync() => await OpenAsync(await (_voice ??= StartVoiceAsync()), null);

    /// <summary>Adds some messages to the sample phone and saves them, as <c>backup --watch</c> would.</summary>
    internal async Task AddMessagesAsync(int count)
    {
        await Program.RunAsync("sample", "--out", Phone, "--append", count.ToString(CultureInfo.InvariantCulture));
        await Program.RunAsync("backup", Phone, "--vault", VaultFolder);
    }

    private async Task<ViewerPage> OpenAsync(OpenedViewer viewer, Look? look) => await ViewerPage.OpenAsync(_browser!, viewer.Address, look ?? new Look());

    private async Task<OpenedViewer> StartVaultAsync()
    {
        await Program.RunAsync("sample", "--out", Phone, "--messages", Messages.ToString(CultureInfo.InvariantCulture), "--chats", "3", "--media-mb", "4");
        await Program.RunAsync("init", VaultFolder);
        await Program.RunAsync("backup", Phone, "--vault", VaultFolder);
        await AddMessagesAsync(Added);
        return Keep(await Program.OpenAsync("archive", "--vault", VaultFolder));
    }

    private async Task<OpenedViewer> StartKindsAsync()
    {
        string folder = Path.Combine(_folder, "kinds");
        (string path, Chats.SourceKeys keys) = ConversationStores.Build("android", Conversation.Create(), folder);
        keys.Dispose();
        return Keep(await Program.OpenAsync(path));
    }

    private async Task<OpenedViewer> StartHostileAsync()
    {
        string folder = Path.Combine(_folder, "hostile");
        HostileHistory.Write(folder);
        return Keep(await Program.OpenAsync(folder));
    }

    private async Task<OpenedViewer> StartVoiceAsync()
    {
        string folder = Path.Combine(_folder, "voice");
        await SilkVoice.WriteAsync(folder);
        return Keep(await Program.OpenAsync(folder));
    }

    private OpenedViewer Keep(OpenedViewer viewer)
    {
        _opened.Add(viewer);
        return viewer;
    }
}
