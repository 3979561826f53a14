using System.ComponentModel;
using System.Diagnostics;

namespace Satchel.Cli.Viewer;

/// <summary>Finds the viewer's files: beside the program, or in the checkout that it was built in, where npm builds them the first time and after a change.</summary>
internal static class ViewerBuild
{
    private const int MostParents = 8;
    private const string Hint = "the viewer's pages are built with npm (Debian: nodejs npm) the first time that they are needed";

    private static readonly string[] SourceFolders = ["src", "public"];

    /// <summary>The folder of the built files.</summary>
    /// <param name="say">Told what takes long.</param>
    /// <param name="cancellationToken">Cancels the build.</param>
    public static async Task<string> FindAsync(Action<string> say, CancellationToken cancellationToken)
    {
        string beside = Path.Combine(AppContext.BaseDirectory, "viewer");
        if (File.Exists(Path.Combine(beside, "index.html")))
        {
            return beside;
        }

        string sources = FindSources() ?? throw new CommandException(ExitCode.Failed, ErrorAnchor.FileFailed, "the viewer's pages are not beside the program", "install satchel again, or run it from a checkout");
        string built = Path.Combine(sources, "dist");
        if (IsCurrent(sources, built))
        {
            return built;
        }

        // Two commands at a time build once.
        await using FileStream turn = await TakeTurnAsync(Path.Combine(sources, ".build.lock"), cancellationToken);
        if (!IsCurrent(sources, built))
        {
            say("building the viewer's pages (once; this takes half a minute) …");
            if (!IsNewer(Path.Combine(sources, "node_modules", ".package-lock.json"), Path.Combine(sources, "package-lock.json")))
            {
                await RunAsync(sources, ["ci", "--no-audit", "--no-fund", "--silent"], cancellationToken);
            }

            await RunAsync(sources, ["run", "--silent", "build"], cancellationToken);
        }

        return built;
    }

    private static string? FindSources()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        for (int i = 0; i < MostParents && folder is not null; i++, folder = folder.Parent)
        {
            string sources = Path.Combine(folder.FullName, "web", "viewer");
            if (File.Exists(Path.Combine(sources, "package.json")))
            {
                return sources;
            }
        }

        return null;
    }

    private static bool IsCurrent(string sources, string built)
    {
        string index = Path.Combine(built, "index.html");
        return File.Exists(index) && Sources(sources).All(path => File.GetLastWriteTimeUtc(path) <= File.GetLastWriteTimeUtc(index));
    }

    private static IEnumerable<string> Sources(string sources) =>
        Directory.EnumerateFiles(sources).Where(path => !path.EndsWith(".lock", StringComparison.Ordinal))
            .Concat(SourceFolders.Select(name => Path.Combine(sources, name)).Where(Directory.Exists)
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)));

    private static bool IsNewer(string file, string than) => File.Exists(file) && File.GetLastWriteTimeUtc(file) >= File.GetLastWriteTimeUtc(than);

    private static async Task<FileStream> TakeTurnAsync(string path, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }
    }

    private static async Task RunAsync(string folder, string[] arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("npm", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Start(start);
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> error = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            string said = $"{await output} {await error}".ReplaceLineEndings(" ").Trim();
            throw new CommandException(ExitCode.Failed, ErrorAnchor.FileFailed, $"npm {arguments[0]} in {folder} ended with {process.ExitCode}: {said}", Hint);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start) ?? throw new Win32Exception();
        }
        catch (Win32Exception)
        {
            throw new CommandException(ExitCode.Failed, ErrorAnchor.FileFailed, "npm is not installed here", Hint);
        }
    }
}
