namespace Satchel.Cloud.Tests;

/// <summary>A server that does not keep what it acknowledged is found out, and named.</summary>
public sealed class LyingServerTests
{
    [Fact]
    public async Task A_server_that_drops_a_blob_is_found_out()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using var proxy = new LyingProxy(server.Url);
        using Device device = await SavedAsync(proxy.Url);
        string pack = proxy.Put.Last(address => address.Contains("/blobs/packs/", StringComparison.Ordinal));

        proxy.Dropped[pack] = true;

        RequireNamed((await device.RunAsync("check", "--read-data")).Expect(4), pack, proxy.Url);
    }

    [Fact]
    public async Task A_server_that_gives_one_blob_for_another_is_found_out()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using var proxy = new LyingProxy(server.Url);
        using Device device = await SavedAsync(proxy.Url);
        string[] packs = [.. proxy.Put.Where(address => address.Contains("/blobs/packs/", StringComparison.Ordinal))];

        proxy.Swapped[packs[0]] = packs[1];
        proxy.Swapped[packs[1]] = packs[0];

        RequireNamed((await device.RunAsync("check", "--read-data")).Expect(4), packs[0], proxy.Url);
    }

    [Fact]
    public async Task A_server_that_goes_back_is_found_out_and_nothing_is_written_over_it()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        using Device device = await SavedAsync(server.Url);
        string older = device.At("older");
        await server.KillAsync();
        Copy(server.Folder, older);
        await server.RestartAsync();
        (await device.RunAsync("sample", "--out", device.At("phone"), "--append", "20")).Expect(0);
        await device.JsonAsync("backup", device.At("phone"));

        await server.KillAsync();
        Directory.Delete(server.Folder, recursive: true);
        Copy(older, server.Folder);
        await server.RestartAsync();

        CommandResult backup = (await device.RunAsync("backup", device.At("phone"))).Expect(4);
        Assert.Contains(server.Url.Authority, backup.Errors, StringComparison.Ordinal);
        (await device.RunAsync("snapshots")).Expect(4);
    }

    private static async Task<Device> SavedAsync(Uri server)
    {
        var device = new Device();
        await device.SignUpAsync(server);
        await device.JsonAsync("backup", await device.NewPhoneAsync(messages: 500, mediaMiB: 20));
        return device;
    }

    private static void RequireNamed(CommandResult check, string pack, Uri server)
    {
        Assert.Contains(pack[(pack.LastIndexOf('/') + 1)..], check.Output + check.Errors, StringComparison.Ordinal);
        Assert.Contains(server.Authority, check.Output + check.Errors, StringComparison.Ordinal);
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (string folder in Directory.EnumerateDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }
}
