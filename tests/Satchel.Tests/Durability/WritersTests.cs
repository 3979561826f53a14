using Satchel.Tests.Cli;

namespace Satchel.Tests.Durability;

public sealed class WritersTests
{
    private const int Rounds = 4;
    private const int DaysAhead = 3;

    [Fact]
    public async Task Two_devices_back_up_at_once_while_a_third_collects_and_nothing_acknowledged_is_lost()
    {
        using PhoneWorld phone = await PhoneWorld.CreateAsync();
        using CliWorld tablet = await phone.AddDeviceAsync();
        using CliWorld server = await phone.AddDeviceAsync();
        List<Acknowledged> acknowledged = [];
        for (int round = 0; round < Rounds * PhoneWorld.Loops; round++)
        {
            phone.AddDay(messages: 20, mediaBytes: 300_000);
            string text = phone.Text;

            // A day later what an earlier collection listed is ripe. Files carry the machine's own time, so the clock may not run
            // so far ahead of it that a writer at work counts as lost (docs/format.md, "Deleting": 96 hours).
            if (round < DaysAhead)
            {
                phone.Cli.Time.Advance(TimeSpan.FromHours(25));
            }

            Task<CliRun> first = Task.Run(() => phone.Cli.RunAsync("backup", phone.Source, "--json"), TestContext.Current.CancellationToken);
            Task<CliRun> second = Task.Run(() => tablet.RunAsync("backup", phone.Source, "--json"), TestContext.Current.CancellationToken);
            Task<CliRun> third = Task.Run(() => server.RunAsync("prune", "--grace", round % 2 == 0 ? "24h" : "0"), TestContext.Current.CancellationToken);
            foreach (CliRun run in await Task.WhenAll(first, second))
            {
                Assert.True(run.ExitCode == 0, run.Transcript);
                acknowledged.Add(new Acknowledged(PhoneWorld.Json(run).GetProperty("snapshot").GetString()!, text));
            }

            CliRun prune = await third;
            Assert.True(prune.ExitCode is 0 or 11, prune.Transcript);
            await ForgetSomeAsync(phone.Cli, acknowledged, round);
        }

        await AssertAllAsync(phone, acknowledged);
        foreach (string grace in (string[])["0", "0"])
        {
            CliRun prune = await server.RunAsync("prune", "--grace", grace);
            Assert.True(prune.ExitCode == 0, prune.Transcript);
            await AssertAllAsync(phone, acknowledged);
        }
    }

    [Fact]
    public async Task Processes_of_one_device_and_a_collection_get_along()
    {
        using PhoneWorld phone = await PhoneWorld.CreateAsync();
        await phone.SaveAsync();
        phone.AddDay(messages: 20, mediaBytes: 300_000);
        string text = phone.Text;
        using var first = ProgramProcess.Start(phone.Cli, "backup", phone.Source, "--json");
        using var second = ProgramProcess.Start(phone.Cli, "backup", phone.Source, "--json");
        using var third = ProgramProcess.Start(phone.Cli, "prune", "--grace", "0");
        List<Acknowledged> acknowledged = [];
        foreach (ProgramProcess backup in (ProgramProcess[])[first, second])
        {
            (int code, string output, string error) = await backup.EndAsync();
            Assert.True(code == 0, error);
            acknowledged.Add(new Acknowledged(System.Text.Json.JsonDocument.Parse(output).RootElement.GetProperty("snapshot").GetString()!, text));
        }

        Assert.True((await third.EndAsync()).ExitCode is 0 or 11);
        await AssertAllAsync(phone, acknowledged);
        await phone.AssertPrunesCleanAsync();
        await AssertAllAsync(phone, acknowledged);
    }

    // So that collections find something to take: every other snapshot goes.
    private static async Task ForgetSomeAsync(CliWorld device, List<Acknowledged> acknowledged, int round)
    {
        if (round % 2 == 1)
        {
            Acknowledged old = acknowledged[0];
            CliRun run = await device.DoneAsync("forget", old.Id);
            Assert.NotEmpty(run.Output);
            acknowledged.RemoveAt(0);
        }
    }

    private static async Task AssertAllAsync(PhoneWorld phone, List<Acknowledged> acknowledged)
    {
        await phone.AssertWholeAsync();
        foreach (Acknowledged snapshot in acknowledged)
        {
            await phone.AssertRestoresAsync(snapshot);
        }
    }
}
