using System.Diagnostics;

namespace Satchel.Tests.Chats.Sqlite.Cipher;

/// <summary>Debian's sqlcipher program.</summary>
internal static class SqlcipherProgram
{
    /// <summary>Runs statements and gives what was printed.</summary>
    public static string Run(string path, string sql)
    {
        using Process process = Start(path);
        process.StandardInput.Write(sql);
        process.StandardInput.Close();
        string printed = process.StandardOutput.ReadToEnd();
        string problems = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && problems.Length == 0, $"sqlcipher ended with {process.ExitCode}: {problems}");
        return printed;
    }

    /// <summary>Runs statements and ends the program before it can tidy up, as a crash does.</summary>
    public static void RunAndDie(string path, string sql)
    {
        using Process process = Start(path);
        process.StandardInput.WriteLine(sql);
        process.StandardInput.WriteLine("SELECT 'done';");
        process.StandardInput.Flush();
        while (process.StandardOutput.ReadLine() is string line && line != "done")
        {
        }

        process.Kill();
        process.WaitForExit();
    }

    private static Process Start(string path) => Process.Start(new ProcessStartInfo("sqlcipher", ["-batch", path])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
