using Satchel.TestKit.Servers;

namespace Satchel.Cloud.Tests;

/// <summary>Two servers behind nginx that share PostgreSQL and an object store; each real, each started here.</summary>
public sealed class TwoServersTests
{
    [Fact]
    public async Task One_of_two_servers_dies_in_the_middle_of_uploads_and_nobody_notices_more_than_a_retry()
    {
        Assert.SkipWhen(CephServer.MissingBecause is not null, CephServer.MissingBecause ?? "");
        Assert.SkipWhen(PostgresServer.MissingBecause is not null, PostgresServer.MissingBecause ?? "");
        Assert.SkipWhen(NginxServer.MissingBecause is not null, NginxServer.MissingBecause ?? "");
        await using CephServer ceph = await CephServer.StartAsync();
        await using PostgresServer postgres = await PostgresServer.StartAsync();
        string[] shared = ["--database", postgres.ConnectionString, "--blobs", $"s3://{ceph.Bucket}/cloud", "--behind-proxy"];
        await using ServerProcess one = await ServerProcess.StartAsync(ceph.Environment, shared);
        await using ServerProcess two = await ServerProcess.StartAsync(ceph.Environment, shared);
        await using NginxServer nginx = await NginxServer.StartAsync(one.Url, two.Url);
        using var device = new Device();
        using var another = new Device();
        string code = await device.SignUpAsync(nginx.Url);
        string phone = await device.NewPhoneAsync(messages: 2000, mediaMiB: 120);

        Task<CommandResult> backup = device.RunAsync("backup", phone);
        await UntilPacksAreStoredAsync(nginx, 2, backup);
        await one.KillAsync();
        (await backup).Expect(0);

        Assert.Contains(nginx.Requests, line => line.Contains(one.Url.Authority, StringComparison.Ordinal) && line.StartsWith("PUT", StringComparison.Ordinal));
        await device.JsonAsync("check", "--read-data");
        another.Set("SATCHEL_VAULT", $"{nginx.Url.GetLeftPart(UriPartial.Authority)}/family");
        (await another.RunAsync("restore", "--to", another.At("restored"), "--recovery-code-file", another.File("code.txt", code))).Expect(0);
        await FolderComparison.RequireEqualAsync(Path.Combine(phone, "WhatsApp"), another.At("restored"));
        await one.RestartAsync();
    }

    private static async Task UntilPacksAreStoredAsync(NginxServer nginx, int packs, Task backup)
    {
        while (nginx.Requests.Count(line => line.StartsWith("PUT", StringComparison.Ordinal) && line.Contains("/blobs/packs/", StringComparison.Ordinal) && line.Contains(" 201 ", StringComparison.Ordinal)) < packs)
        {
            Assert.False(backup.IsCompleted, "the backup was over before a server could be killed");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
