using System.Text.Json;

namespace Satchel.Cloud.Tests;

/// <summary>What a person does with a vault on a cloud, with the programs as they are.</summary>
public sealed class OneServerTests
{
    [Fact]
    public async Task A_phone_is_saved_kept_up_and_restored_on_another_machine_from_the_recovery_code_alone()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        using var device = new Device();
        using var another = new Device();
        string code = await device.SignUpAsync(server.Url);
        string phone = await device.NewPhoneAsync(messages: 2000, mediaMiB: 20);
        await device.JsonAsync("backup", phone);
        (await device.RunAsync("sample", "--out", phone, "--append", "50")).Expect(0);
        JsonElement second = await device.JsonAsync("backup", phone);

        await device.JsonAsync("check", "--read-data");
        await device.JsonAsync("forget", "--keep-last", "1");
        await device.JsonAsync("prune");
        await device.JsonAsync("check", "--read-data");
        another.Set("SATCHEL_VAULT", $"{server.Url.GetLeftPart(UriPartial.Authority)}/family");
        (await another.RunAsync("restore", "--to", another.At("restored"), "--recovery-code-file", another.File("code.txt", code))).Expect(0);

        Assert.Equal(50, second.GetProperty("newMessages").GetInt32());
        await FolderComparison.RequireEqualAsync(Path.Combine(phone, "WhatsApp"), another.At("restored"));
    }

    [Fact]
    public async Task Nothing_of_a_history_can_be_read_from_what_the_server_holds()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        using var device = new Device("a passphrase that is looked for as well");
        string code = await device.SignUpAsync(server.Url);
        string phone = await device.NewPhoneAsync(messages: 2000, mediaMiB: 5);
        await device.JsonAsync("backup", phone);
        string history = (await device.RunAsync("export", "--format", "jsonl", "--out", "-")).Expect(0).Output;
        await server.KillAsync();

        IReadOnlyList<byte[]> needles = [.. PlaintextScan.Needles(history, phone), .. PlaintextScan.Needles(JsonSerializer.Serialize(new { text = new[] { code, code.Replace("-", "", StringComparison.Ordinal), "a passphrase that is looked for as well" } }), phone)];

        Assert.True(needles.Count > 2000, $"{needles.Count} words are too few to tell");
        Assert.NotEmpty(PlaintextScan.Find(phone, needles));
        Assert.Empty(PlaintextScan.Find(server.Folder, needles));
        await server.RestartAsync();
    }

    [Fact]
    public async Task A_quota_an_ended_plan_and_a_suspension_each_end_with_their_code_and_harm_nothing()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        using var device = new Device();
        await device.SignUpAsync(server.Url);
        string phone = await device.NewPhoneAsync(messages: 500, mediaMiB: 4);
        await device.JsonAsync("backup", phone);

        await server.AdminAsync("account", "set", device.Email, "--quota", "6000000");
        (await device.RunAsync("sample", "--out", phone, "--append", "20", "--append-media-mb", "6")).Expect(0);
        await TakesEffectAsync();
        (await device.RunAsync("backup", phone)).Expect(13);
        await RequireWholeAsync(device, snapshots: 1);

        await server.AdminAsync("account", "set", device.Email, "--quota", "2000000000", "--ends", "2020-01-01T00:00:00Z");
        await TakesEffectAsync();
        (await device.RunAsync("backup", phone)).Expect(14);
        await RequireWholeAsync(device, snapshots: 1);

        await server.AdminAsync("account", "set", device.Email, "--state", "suspended");
        await TakesEffectAsync();
        (await device.RunAsync("snapshots")).Expect(15);
    }

    [Fact]
    public async Task A_device_that_is_trusted_saves_without_a_passphrase()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        using var device = new Device();
        await device.SignUpAsync(server.Url);
        string phone = await device.NewPhoneAsync(messages: 200, mediaMiB: 1);
        (await device.RunAsync("trust")).Expect(0);

        device.Unset("SATCHEL_PASSPHRASE_FILE");

        (await device.RunAsync("backup", phone)).Expect(0);
        (await device.RunAsync("check", "--read-data")).Expect(0);
        (await device.RunAsync("prune")).Expect(12);
    }

    [Fact]
    public async Task A_server_that_is_gone_ends_with_1_and_is_named()
    {
        using var device = new Device();
        ServerProcess server = await ServerProcess.StartAsync();
        await device.SignUpAsync(server.Url);
        await server.DisposeAsync();

        CommandResult result = (await device.RunAsync("snapshots")).Expect(1);

        Assert.Contains(server.Url.Authority, result.Errors, StringComparison.Ordinal);
    }

    private static async Task RequireWholeAsync(Device device, int snapshots)
    {
        (await device.RunAsync("check")).Expect(0);
        Assert.Equal(snapshots, (await device.RunAsync("snapshots", "--json")).Expect(0).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    // What an operator sets takes effect within five seconds.
    private static Task TakesEffectAsync() => Task.Delay(TimeSpan.FromSeconds(5.5), TestContext.Current.CancellationToken);
}
