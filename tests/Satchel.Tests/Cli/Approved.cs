using System.Runtime.CompilerServices;

namespace Satchel.Tests.Cli;

/// <summary>Text that somebody looked at and found good, in a file beside the test. SATCHEL_APPROVE=1 writes it again.</summary>
internal static class Approved
{
    /// <summary>Holds <paramref name="text"/> to the file named for the test class and <paramref name="name"/>.</summary>
    public static void Check(string text, string name, [CallerFilePath] string testFile = "")
    {
        string path = Path.Combine(Root(), "tests", "Satchel.Tests", "Cli", $"{Path.GetFileNameWithoutExtension(testFile)}.{name}.approved.txt");
        CheckFile(text, path);
    }

    /// <summary>Holds <paramref name="text"/> to the file at <paramref name="path"/>.</summary>
    public static void CheckFile(string text, string path)
    {
        if (Environment.GetEnvironmentVariable("SATCHEL_APPROVE") == "1")
        {
            File.WriteAllText(path, text);
            return;
        }

        Assert.True(File.Exists(path), $"{path} is not there; SATCHEL_APPROVE=1 writes it:\n{text}");
        Assert.Equal(File.ReadAllText(path), text);
    }

    /// <summary>The checkout.</summary>
    public static string Root()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Satchel.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run inside the checkout.");
        }

        return folder;
    }
}
