using System.Collections.Concurrent;

namespace Satchel.Vaults.Maintenance;

/// <summary>
/// Which process is at work, so that who comes later on the same machine can tell that it was killed. A process is told
/// by the machine, its boot, its space of process ids (a container has its own), its id and when it started.
/// </summary>
/// <param name="Host">The machine's name.</param>
/// <param name="Boot">The kernel's id of this boot; empty where there is none.</param>
/// <param name="Space">The space of process ids; empty where there is none.</param>
/// <param name="Process">The process id.</param>
/// <param name="Started">When the process started, as the system counts it.</param>
internal sealed record SessionProcess(string Host, string Boot, string Space, int Process, string Started)
{
    private static readonly ConcurrentDictionary<string, bool> OwnSessions = [];

    public static SessionProcess Current { get; } = new(
        Environment.MachineName, ReadLine("/proc/sys/kernel/random/boot_id"), ReadLink("/proc/self/ns/pid"), Environment.ProcessId, FindStart(Environment.ProcessId) ?? string.Empty);

    /// <summary>Notes that a session of this process is at work.</summary>
    public static void Begin(string session) => OwnSessions[session] = true;

    /// <summary>Notes that a session of this process is not.</summary>
    public static void End(string session) => OwnSessions.TryRemove(session, out _);

    /// <summary>Whether this process is known to have ended, or to have dropped the session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="isSameDevice">Whether it is one of this device: then another boot means that it ended.</param>
    public bool HasEnded(string session, bool isSameDevice)
    {
        SessionProcess here = Current;
        if (Host != here.Host || Boot.Length == 0)
        {
            return false;
        }

        if (Boot != here.Boot)
        {
            return isSameDevice;
        }

        if (Space != here.Space)
        {
            return false;
        }

        return Process == here.Process && Started == here.Started ? !OwnSessions.ContainsKey(session) : FindStart(Process) != Started;
    }

    // In ticks since the boot, as Linux counts them. .NET's time of day is made of it anew in each process, and differs by
    // milliseconds between them: a writer at work would pass for dead.
    private static string? FindStart(int process)
    {
        const int FieldsBetweenNameAndStart = 20;
        string status = ReadLine($"/proc/{process}/stat");
        string[] fields = status[(status.LastIndexOf(')') + 1)..].Split(' ');
        return fields.Length > FieldsBetweenNameAndStart ? fields[FieldsBetweenNameAndStart] : null;
    }

    private static string ReadLine(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : string.Empty;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }

    private static string ReadLink(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget ?? string.Empty;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return string.Empty;
        }
    }
}
