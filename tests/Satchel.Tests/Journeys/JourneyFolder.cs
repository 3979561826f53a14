using Satchel.Archive;
using Satchel.Chats;
using Satchel.Cli.Samples;
using Satchel.Storage;
using Satchel.TestKit.WhatsApp;
using Satchel.Tests.Vaults;
using Satchel.Vaults;

namespace Satchel.Tests.Journeys;

/// <summary>A phone's folder and a vault, for a journey from the one into the other and back.</summary>
internal sealed class JourneyFolder : IDisposable
{
    public const string Ben = "85255509999@s.whatsapp.net";
    public const long Noon = 1_700_000_000_000;

    public JourneyFolder()
    {
        Root = Directory.CreateTempSubdirectory("satchel-journey-").FullName;
        Vault = new TestVault();
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public string Root { get; }

    public TestVault Vault { get; }

    public SourceKeys Keys { get; init; } = SourceKeys.None;

    /// <summary>The folder of the app's data.</summary>
    public string Source => Path.Combine(Root, "WhatsApp");

    public string Messages => Path.Combine(Source, "Databases", "msgstore.db");

    /// <summary>A made-up phone of the demo's kind.</summary>
    public JourneyFolder WithSample(int messages = 1200, long mediaBytes = 200_000)
    {
        SamplePhone.Create(new SampleOptions(Root, messages, 12, mediaBytes) { WithFullText = true }, Token);
        return this;
    }

    /// <summary>Builds or changes the messages' database.</summary>
    public JourneyFolder Build(Action<MsgstoreBuilder> change)
    {
        bool isNew = !File.Exists(Messages);
        Directory.CreateDirectory(Path.GetDirectoryName(Messages)!);
        using MsgstoreBuilder builder = isNew ? MsgstoreBuilder.Create(Messages) : MsgstoreBuilder.Open(Messages);
        change(builder);
        return this;
    }

    public string AddFile(string path, byte[] content)
    {
        string full = Path.Combine(Source, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
        return full;
    }

    public string CacheOf(string device) => Path.Combine(Root, "cache-" + device);

    public async Task<BackupReport> BackUpAsync(string device = "phone", IBlobStore? store = null, Func<BackupOptions, BackupOptions>? with = null, string? path = null)
    {
        Vault.Time.Advance(TimeSpan.FromHours(1));
        await using Vault vault = await Vault.OpenAsync(device, store);
        BackupOptions options = new() { CacheFolder = CacheOf(device), Keys = Keys, Time = Vault.Time };
        return Assert.Single(await Backup.RunAsync(vault, [path ?? Source], with?.Invoke(options) ?? options, null, Token));
    }

    public async Task<RestoreReport> RestoreAsync(string to, RestoreOptions? options = null, string? snapshot = null)
    {
        await using Vault vault = await Vault.OpenAsync();
        SnapshotInfo chosen = snapshot is null ? vault.Snapshots[^1] : vault.FindSnapshot(snapshot);
        return await Restore.RunAsync(vault, chosen, options ?? new RestoreOptions { To = to, Keys = Keys }, null, Token);
    }

    /// <summary>The record stream of what a FROM names, a line an object.</summary>
    public async Task<List<string>> StreamAsync(HistoryOrigin origin, string device = "phone")
    {
        await using Vault vault = await Vault.OpenAsync(device);
        IReadOnlyList<HistoryView> views = await HistoryViews.OpenAsync(
            vault, origin, HistoryFilter.Everything, new HistoryViewOptions { CacheFolder = CacheOf("views"), Keys = Keys }, Token);
        await using HistoryView view = Assert.Single(views);
        List<string> lines = await RecordLines.OfAsync(view, Token);
        Assert.Empty(view.Problems);
        return lines;
    }

    public async Task<List<HistoryMessage>> MessagesAsync(HistoryOrigin origin)
    {
        await using Vault vault = await Vault.OpenAsync();
        IReadOnlyList<HistoryView> views = await HistoryViews.OpenAsync(
            vault, origin, HistoryFilter.Everything, new HistoryViewOptions { CacheFolder = CacheOf("views") }, Token);
        List<HistoryMessage> messages = [];
        await foreach (HistoryMessage message in Assert.Single(views).MessagesAsync(null, Token))
        {
            messages.Add(message);
        }

        return messages;
    }

    public void Dispose()
    {
        Vault.Dispose();
        Directory.Delete(Root, recursive: true);
    }
}
