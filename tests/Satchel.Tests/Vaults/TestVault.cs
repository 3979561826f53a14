using System.Text;
using Satchel.Storage;
using Satchel.Storage.Memory;
using Satchel.TestKit;
using Satchel.Vaults;
using Satchel.Vaults.Keys;
using Satchel.Vaults.Maps;

namespace Satchel.Tests.Vaults;

/// <summary>A vault on a storage in memory, and devices that open it; each device has its own folders.</summary>
internal sealed class TestVault : IDisposable
{
    // Making a passphrase's slot costs a quarter of a second by design, so all tests share one vault's key files.
    private static readonly (byte[] VaultId, byte[] Key, List<(BlobName Name, byte[] Content)> Files) Made = Task.Run(MakeAsync).GetAwaiter().GetResult();
    private readonly string _folder = Directory.CreateTempSubdirectory("satchel-vault-").FullName;

    public TestVault()
    {
        Time = new FakeTimeProvider();
        Memory = new MemoryBlobStore(Time);
        foreach ((BlobName name, byte[] content) in Made.Files)
        {
            ValueTask put = Memory.PutAsync(name, content, Token);
            Assert.True(put.IsCompletedSuccessfully);
        }
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static SourceIdentity Source { get; } = new("whatsapp", "android", null, "1@s.whatsapp.net", null);

    public FakeTimeProvider Time { get; }

    public MemoryBlobStore Memory { get; }

    public static string[] NamesOf(int first, int count) => [.. Enumerable.Range(first, count).Select(i => $"file {i:d4}")];

    public string FolderOf(string device) => Path.Combine(_folder, device);

    public VaultHome Home(string device = "phone") => new(Path.Combine(FolderOf(device), "config"), Path.Combine(FolderOf(device), "cache"), Time);

    public Task<Vault> OpenAsync(string device = "phone", IBlobStore? store = null) => Vault.OpenAsync(store ?? Memory, NewKeys(), Home(device), Time, Token);

    public static KeyRing NewKeys() => new(Made.VaultId, [new Secret(Made.Key)]);

    public void DropCache(string device = "phone") => Directory.Delete(Path.Combine(FolderOf(device), "cache"), recursive: true);

    /// <summary>The blobs of the storage, heads aside.</summary>
    public async Task<List<BlobName>> ListAsync(string prefix = "")
    {
        List<BlobName> names = [];
        await foreach (BlobInfo blob in Memory.ListAsync(prefix, Token))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    /// <summary>One small backup: a chunk and an entry in each map for every name.</summary>
    public static async Task<SnapshotInfo> BackUpAsync(Vault vault, IEnumerable<string> names, SnapshotInfo? basis = null)
    {
        await using SnapshotWriter writer = await vault.BeginSnapshotAsync(Token);
        SnapshotContents contents = await FillAsync(writer, names, basis, vault.Time.GetUtcNow());
        return await writer.CommitAsync(contents, Token);
    }

    public static async Task<SnapshotContents> FillAsync(SnapshotWriter writer, IEnumerable<string> names, SnapshotInfo? basis, DateTimeOffset at)
    {
        MapEditor files = writer.EditMap(MapKind.Files, basis?.Files);
        MapEditor history = writer.EditMap(MapKind.History, basis?.History);
        MapEditor directory = writer.EditMap(MapKind.Directory, basis?.Directory);
        RecordWriter record = new();
        foreach (string name in names.Order(StringComparer.Ordinal))
        {
            byte[] key = Encoding.UTF8.GetBytes(name);
            byte[] content = ContentOf(name);
            var digest = Digest.Of(content);
            _ = await writer.PutChunkAsync(digest, content, Token);
            record.Begin(5);
            record.AddInteger(1);
            record.AddInteger(content.Length);
            record.AddInteger(0);
            record.AddInteger(0);
            record.AddBlob(digest.ToArray());
            await files.PutAsync(key, record.WrittenMemory, Token);
            record.Begin(1);
            record.AddText(name);
            await history.PutAsync(key, record.WrittenMemory, Token);
            await directory.PutAsync(key, record.WrittenMemory, Token);
        }

        return new SnapshotContents(
            Source, at, await files.CompleteAsync(Token), await history.CompleteAsync(Token), await directory.CompleteAsync(Token), new SnapshotCounts(1, 2, 3, 4, 5));
    }

    /// <summary>The content that <see cref="BackUpAsync"/> stores for a name.</summary>
    public static byte[] ContentOf(string name)
    {
        byte[] content = new byte[500 + name.Length];
        new Random(name.Sum(c => c)).NextBytes(content);
        Encoding.UTF8.GetBytes(name, content);
        return content;
    }

    public static async Task<List<string>> ReadNamesAsync(Vault vault, SnapshotInfo snapshot)
    {
        List<string> names = [];
        await foreach (MapEntry entry in vault.OpenMap(snapshot.Files).ReadAsync(KeyRange.All, Token))
        {
            names.Add(Encoding.UTF8.GetString(entry.Key.Span));
        }

        return names;
    }

    /// <summary>Reads everything of a snapshot and compares it with what was stored.</summary>
    public static async Task AssertHoldsAsync(Vault vault, SnapshotInfo snapshot, IEnumerable<string> names)
    {
        SnapshotReader reader = vault.OpenSnapshot(snapshot);
        List<string> found = [];
        await foreach (MapEntry entry in reader.Files.ReadAsync(KeyRange.All, Token))
        {
            string name = Encoding.UTF8.GetString(entry.Key.Span);
            ReadOnlyMemory<byte> content = await reader.ReadChunkAsync(Digest.Of(ContentOf(name)), Token);
            Assert.Equal(ContentOf(name), content.ToArray());
            found.Add(name);
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), found);
        Assert.Equal(found.Count, snapshot.History.Entries);
        int messages = 0;
        await foreach (MapEntry _ in reader.History.ReadAsync(KeyRange.All, Token))
        {
            messages++;
        }

        Assert.Equal(found.Count, messages);
    }

    private static async Task<(byte[] VaultId, byte[] Key, List<(BlobName Name, byte[] Content)> Files)> MakeAsync()
    {
        MemoryBlobStore store = new(TimeProvider.System);
        using PassphraseSecret passphrase = new("correct horse"u8.ToArray());
        (KeyRing keys, _) = await VaultFiles.CreateAsync(store, passphrase, new VaultCreation("passphrase", TimeProvider.System), CancellationToken.None);
        List<(BlobName, byte[])> files = [];
        await foreach (BlobInfo blob in store.ListAsync("", CancellationToken.None))
        {
            files.Add((blob.Name, await store.ReadAllAsync(blob.Name, 1 << 20, CancellationToken.None)));
        }

        return (keys.VaultId.ToArray(), keys.EpochKeys[0].Span.ToArray(), files);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
