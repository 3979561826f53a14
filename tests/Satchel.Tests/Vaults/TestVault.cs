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
    private static readonly byte[] VaultId = [.. Enumerable.Range(1, 16).Select(i => (byte)i)];
    private readonly string _folder = Directory.CreateTempSubdirectory("satchel-vault-").FullName;

    public TestVault()
    {
        Time = new FakeTimeProvider();
        Memory = new MemoryBlobStore(Time);
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public static SourceIdentity Source { get; } = new("whatsapp", "android", null, "1@s.whatsapp.net", null);

    public FakeTimeProvider Time { get; }

    public MemoryBlobStore Memory { get; }

    public string FolderOf(string device) => Path.Combine(_folder, device);

    public VaultHome Home(string device = "phone") => new(Path.Combine(FolderOf(device), "config"), Path.Combine(FolderOf(device), "cache"), Time);

    public Task<Vault> OpenAsync(string device = "phone", IBlobStore? store = null) => Vault.OpenAsync(store ?? Memory, NewKeys(), Home(device), Time, Token);

    public static KeyRing NewKeys()
    {
        Secret secret = new(32);
        secret.Span.Fill(7);
        return new KeyRing(VaultId, [secret]);
    }

    public void DropCache(string device = "phone") => Directory.Delete(Path.Combine(FolderOf(device), "cache"), recursive: true);

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

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
