using System.ComponentModel;
using System.Diagnostics;

namespace Satchel.Cli;

/// <summary>The browser of whoever runs the command.</summary>
internal static class Browser
{
    /// <summary>Shows an address in it; where there is none, says so.</summary>
    public static void Show(string url, Terminal terminal)
    {
        try
        {
            var start = new ProcessStartInfo("xdg-open", [url]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using Process? browser = Process.Start(start);
        }
        catch (Win32Exception)
        {
            terminal.Note("no browser could be opened; open the address yourself");
        }
    }
}
