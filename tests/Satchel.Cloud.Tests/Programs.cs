using System.Diagnostics;

namespace Satchel.Cloud.Tests;

/// <summary>The programs that were built with these tests.</summary>
internal static class Programs
{
    /// <summary>How to start <c>satchel</c> or <c>satchel-server</c>, with an environment that has nothing of this process's own settings.</summary>
    public static ProcessStartInfo Start(string assembly, IReadOnlyDictionary<string, string> environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly + ".dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("SATCHEL_", StringComparison.Ordinal) || name.StartsWith("AWS_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        // Some thirty processes are started one after another: what makes long runs faster makes these slower.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
