using System.Diagnostics;
using Satchel.Storage.FileSystem;

namespace Satchel.Storage.Tests;

public sealed class FolderBlobStoreTests : BlobStoreConformance, IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("satchel-storage-").FullName;

    private string Root => Path.Combine(_parent, "deep", "vault");

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public async Task The_folder_is_made_by_the_first_thing_stored()
    {
        IBlobStore store = NewStore();
        await store.DeleteHeadAsync(Head, Token);
        bool before = Directory.Exists(Root);

        await store.PutAsync(Name, Bytes(1), Token);

        Assert.False(before);
        Assert.True(File.Exists(Path.Combine(Root, "packs", "3f", "3f09")));
    }

    [Fact]
    public async Task Files_and_folders_are_for_their_owner_only()
    {
        IBlobStore store = NewStore();
        await store.PutAsync(Name, Bytes(1), Token);
        await store.CompareAndSetHeadAsync(Head, null, Bytes(1), Token);

        string[] files = Directory.GetFiles(Root, "*", SearchOption.AllDirectories);
        string[] folders = [Root, .. Directory.GetDirectories(Root, "*", SearchOption.AllDirectories)];

        Assert.All(files, file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
        Assert.All(folders, folder => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder)));
    }

    [Fact]
    public async Task Nothing_but_blobs_heads_and_an_empty_lock_is_left_behind()
    {
        IBlobStore store = NewStore();
        await store.PutAsync(Name, Bytes(1), Token);
        await Assert.ThrowsAsync<StorageException>(async () => await store.PutAsync(Name, Bytes(1), Token));
        await store.CompareAndSetHeadAsync(Head, null, Bytes(1), Token);

        string[] files = [.. Directory.GetFiles(Root, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal)];

        Assert.Equal(["heads/.lock", "heads/3f09", "packs/3f/3f09"], files);
        Assert.Equal(0, new FileInfo(Path.Combine(Root, "heads", ".lock")).Length);
    }

    [Fact]
    public async Task What_a_crashed_writer_left_is_swept_and_what_is_being_written_is_not()
    {
        await NewStore().PutAsync(Name, Bytes(1), Token);
        string left = Path.Combine(Root, ".writing", "left.tmp");
        string busy = Path.Combine(Root, ".writing", "busy.tmp");
        await File.WriteAllBytesAsync(left, Bytes(10), Token);
        using FileStream writer = new(busy, FileMode.CreateNew, FileAccess.Write, FileShare.None);

        NewStore();

        Assert.False(File.Exists(left));
        Assert.True(File.Exists(busy));
    }

    [Fact]
    public async Task Strangers_in_the_folder_are_not_listed()
    {
        IBlobStore store = NewStore();
        await store.PutAsync(Name, Bytes(1), Token);
        await File.WriteAllTextAsync(Path.Combine(Root, ".DS_Store"), "x", Token);
        await File.WriteAllTextAsync(Path.Combine(Root, "packs", "3f", "half.tmp"), "x", Token);
        await File.WriteAllTextAsync(Path.Combine(Root, "packs", "Thumbs.db"), "x", Token);
        Directory.CreateDirectory(Path.Combine(Root, "a", "b", "c", "d"));
        await File.WriteAllTextAsync(Path.Combine(Root, "a", "b", "c", "d", "e"), "x", Token);
        File.CreateSymbolicLink(Path.Combine(Root, "packs", "3f", "link"), Path.Combine(Root, "packs", "3f", "3f09"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "round"), Root);

        Assert.Equal(["packs/3f/3f09 1"], await ListAsync(store, ""));
    }

    [Fact]
    public async Task Links_below_the_root_are_not_followed()
    {
        IBlobStore store = NewStore();
        await store.PutAsync(Name, Bytes(1), Token);
        string outside = Path.Combine(_parent, "outside");
        Directory.CreateDirectory(outside);
        await File.WriteAllTextAsync(Path.Combine(outside, "secret"), "not yours", Token);
        File.CreateSymbolicLink(Path.Combine(Root, "packs", "3f", "link"), Path.Combine(outside, "secret"));
        Directory.CreateSymbolicLink(Path.Combine(Root, "index"), outside);

        StorageException file = await Assert.ThrowsAsync<StorageException>(async () => await store.ReadAllAsync(new BlobName("packs/3f/link"), 100, Token));
        StorageException folder = await Assert.ThrowsAsync<StorageException>(async () => await store.ReadAllAsync(new BlobName("index/secret"), 100, Token));
        StorageException put = await Assert.ThrowsAsync<StorageException>(async () => await store.PutAsync(new BlobName("index/new"), Bytes(1), Token));
        StorageException delete = await Assert.ThrowsAsync<StorageException>(async () => await store.DeleteAsync(new BlobName("index/secret"), Token));

        Assert.All([file, folder, put, delete], error => Assert.Equal(StorageProblem.Refused, error.Problem));
        Assert.True(File.Exists(Path.Combine(outside, "secret")));
        Assert.False(File.Exists(Path.Combine(outside, "new")));
    }

    [Fact]
    public async Task A_link_to_the_root_is_the_owners_choice()
    {
        Directory.CreateDirectory(Path.Combine(_parent, "disk"));
        string link = Path.Combine(_parent, "link");
        Directory.CreateSymbolicLink(link, Path.Combine(_parent, "disk"));
        IBlobStore store = BlobStores.Open(link, TimeProvider.System);

        await store.PutAsync(Name, Bytes(1), Token);

        Assert.True(File.Exists(Path.Combine(_parent, "disk", "packs", "3f", "3f09")));
    }

    [Fact]
    public async Task A_folder_or_a_pipe_in_the_place_of_a_blob_is_refused_at_once()
    {
        IBlobStore store = NewStore();
        Directory.CreateDirectory(Path.Combine(Root, "packs", "3f", "3f09"));
        await RunAsync("mkfifo", Path.Combine(Root, "packs", "3f", "pipe"));

        StorageException folder = await Assert.ThrowsAsync<StorageException>(async () => await store.ReadAllAsync(Name, 100, Token));
        StorageException pipe = await Assert.ThrowsAsync<StorageException>(async () => await store.ReadAllAsync(new BlobName("packs/3f/pipe"), 100, Token));

        Assert.Equal(StorageProblem.Failed, folder.Problem);
        Assert.Equal(StorageProblem.Failed, pipe.Problem);
    }

    [Fact]
    public async Task A_file_in_the_place_of_the_root_is_a_failure_that_names_it()
    {
        string file = Path.Combine(_parent, "file");
        await File.WriteAllTextAsync(file, "x", Token);
        FolderBlobStore store = new(file, TimeProvider.System);

        StorageException error = await Assert.ThrowsAsync<StorageException>(async () => await store.PutAsync(Name, Bytes(1), Token));

        Assert.Equal(StorageProblem.Failed, error.Problem);
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_stores_on_one_folder_have_one_winner()
    {
        IBlobStore[] stores = [NewStore(), NewStore(), NewStore(), NewStore()];

        bool[] won = await Task.WhenAll(stores.Select(store => Task.Run(async () => await store.CompareAndSetHeadAsync(Head, null, Bytes(8), Token), Token)));

        Assert.Single(won, true);
    }

    [Fact]
    public async Task A_head_waits_for_another_process_that_holds_the_lock()
    {
        IBlobStore store = NewStore();
        await store.CompareAndSetHeadAsync(Head, null, Bytes(1), Token);
        string taken = Path.Combine(_parent, "taken");
        Task other = RunAsync("flock", Path.Combine(Root, "heads", ".lock"), "sh", "-c", $"touch '{taken}'; sleep 0.5");
        while (!File.Exists(taken))
        {
            await Task.Delay(5, Token);
        }

        bool set = await store.CompareAndSetHeadAsync(Head, Bytes(1), Bytes(2), Token);
        await other;

        Assert.True(set);
    }

    [Fact]
    public void A_file_system_without_room_says_Full()
    {
        // The one full device that every machine has: writing to it fails as a full disk does.
        IOException full = Assert.ThrowsAny<IOException>(() => File.WriteAllText("/dev/full", "x"));

        StorageException error = FolderErrors.Translate("here", full);

        Assert.Equal(StorageProblem.Full, error.Problem);
    }

    [Fact]
    public void A_file_system_that_does_not_allow_says_Refused()
    {
        Assert.Equal(StorageProblem.Refused, FolderErrors.Translate("here", new UnauthorizedAccessException()).Problem);
        Assert.Equal(StorageProblem.Refused, FolderErrors.Translate("here", new IOException("read-only", 30)).Problem);
    }

    [Theory]
    [InlineData("ftp://bucket/prefix", "ftp://bucket")]
    [InlineData("gopher://me:secret@example.com/vault", "gopher://example.com")]
    [InlineData("WS://127.0.0.1:8080/v?token=secret", "WS://127.0.0.1:8080")]
    public void An_unknown_kind_of_address_is_refused_and_no_credential_is_repeated(string location, string where)
    {
        StorageException error = Assert.Throws<StorageException>(() => BlobStores.Open(location, TimeProvider.System));

        Assert.Equal(StorageProblem.BadLocation, error.Problem);
        Assert.Equal(where, error.Where);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    protected override IBlobStore NewStore() => BlobStores.Open(Root, TimeProvider.System);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(program, arguments);
        await process.WaitForExitAsync(Token);
        Assert.Equal(0, process.ExitCode);
    }
}
