using System.Diagnostics;

namespace Satchel.Cloud.Tests;

/// <summary>Whether a restored phone is the one that was saved: files by their bytes, databases by their rows.</summary>
internal static class FolderComparison
{
    public static async Task RequireEqualAsync(string expected, string actual)
    {
        string[] files = Files(expected);
        Assert.Equal(files, Files(actual));
        foreach (string file in files)
        {
            string left = Path.Combine(expected, file);
            string right = Path.Combine(actual, file);
            if (file.EndsWith(".db", StringComparison.Ordinal))
            {
                Assert.Equal(await DumpAsync(left), await DumpAsync(right));
            }
            else
            {
                Assert.True(File.ReadAllBytes(left).AsSpan().SequenceEqual(File.ReadAllBytes(right)), file);
            }
        }
    }

    private static string[] Files(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(folder, path)).Order(StringComparer.Ordinal)];

    private static async Task<string> DumpAsync(string database)
    {
        using Process process = Process.Start(new ProcessStartInfo("sqlite3", ["-readonly", database, ".dump"]) { RedirectStandardOutput = true })!;
        return await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
