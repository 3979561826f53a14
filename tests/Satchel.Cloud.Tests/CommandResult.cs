namespace Satchel.Cloud.Tests;

/// <summary>What a run of the program came to.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote as its result.</param>
/// <param name="Errors">What it said besides.</param>
internal sealed record CommandResult(int ExitCode, string Output, string Errors)
{
    /// <summary>Asks that it ended with <paramref name="exitCode"/>, and says all it said where it did not.</summary>
    public CommandResult Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"ended with {ExitCode}, not {exitCode}\n{Output}\n{Errors}");
        return this;
    }
}
