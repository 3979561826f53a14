using Satchel.Server.Hosting;

namespace Satchel.Plans.Tests;

/// <summary>The catalogue as its operator meets it, from the command line.</summary>
public sealed class PlansCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("satchel-plans-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_plans_that_are_printed_are_taken_back_as_the_file()
    {
        (int code, string printed, _) = await RunAsync("plans");
        Assert.Equal(0, code);
        Assert.Contains("\"amount\": 18000", printed, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(_folder, "plans.json"), printed.Replace("18000", "17000", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        (code, printed, _) = await RunAsync("plans");
        Assert.Equal(0, code);
        Assert.Contains("\"amount\": 17000", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_entry_stops_the_start_with_a_sentence_that_names_the_place()
    {
        (_, string printed, _) = await RunAsync("plans");
        string file = Path.Combine(_folder, "mine.json");
        await File.WriteAllTextAsync(file, printed.Replace("\"amount\": 13000", "\"amount\": -1", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        (int code, _, string errors) = await RunAsync("--plans", file, "--listen", "127.0.0.1:0");

        Assert.Equal(1, code);
        Assert.Equal($"satchel-server: error: {file}: plans[1].prices[1].amount: a whole number from 1 to 1000000000000 is expected; got -1\n", errors);
    }

    private async Task<(int Code, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        int code = await ServerCommandLine.RunAsync(["--data", _folder, .. arguments], output, errors, TimeProvider.System);
        return (code, output.ToString(), errors.ToString());
    }
}
