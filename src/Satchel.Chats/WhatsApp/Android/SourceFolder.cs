using Satchel.Chats.WhatsApp.Increments;

namespace Satchel.Chats.WhatsApp.Android;

/// <summary>A folder that is a history: the one that is restored as one thing, and its database of messages.</summary>
/// <param name="Root">The folder.</param>
/// <param name="MessagesPath">The database of messages below it, with <c>/</c>.</param>
internal sealed record SourceFolder(string Root, string MessagesPath)
{
    private static readonly EnumerationOptions FilesOnly = new() { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None, MatchType = MatchType.Simple };

    /// <summary>
    /// Recognises WhatsApp's folder (with <c>Databases</c>), the app's data folder (with <c>databases</c>), and a folder in
    /// which the database lies directly; null for others.
    /// </summary>
    public static SourceFolder? Recognise(string folder, ICollection<string> unreadable)
    {
        foreach (string below in (string[])["Databases", "databases"])
        {
            string databases = Path.Join(folder, below);
            if (Directory.Exists(databases) && ChooseMessages(databases, unreadable) is { } name)
            {
                return new SourceFolder(folder, below + "/" + name);
            }
        }

        return ChooseMessages(folder, unreadable) is { } flat ? new SourceFolder(folder, flat) : null;
    }

    /// <summary>All databases below the root, the messages' first, then the contacts', then the others by path.</summary>
    public List<SourceDatabase> ListDatabases(ICollection<string> unreadable, CancellationToken cancellationToken)
    {
        List<SourceDatabase> databases = [];
        AddDatabases(Root, "", 0, databases, unreadable, cancellationToken);
        databases.Sort((left, right) => (left.Role, left.Path.Count(c => c == '/'), left.Path).CompareTo((right.Role, right.Path.Count(c => c == '/'), right.Path)));
        return databases;
    }

    // A plain database before encrypted ones, of these the newest; a dated copy only where there is nothing else.
    private static string? ChooseMessages(string folder, ICollection<string> unreadable)
    {
        string? best = null;
        (int Rank, long Age, string Name) bestOrder = default;
        foreach (string path in Directory.EnumerateFiles(folder, "msgstore*", FilesOnly))
        {
            string name = Path.GetFileName(path);
            bool isCopy = WhatsAppNames.IsDatedCopy(name, out long age);
            if ((!isCopy && !WhatsAppNames.IsMessages(name)) || IsLinkOrFolder(path) || Sniff(path, unreadable) is not { } container)
            {
                continue;
            }

            int rank = isCopy ? 1 : container == WhatsAppNames.Plain ? 3 : 2;
            (int, long, string) order = (rank, isCopy ? age : File.GetLastWriteTimeUtc(path).Ticks, name);
            if (best is null || order.CompareTo(bestOrder) > 0)
            {
                (best, bestOrder) = (name, order);
            }
        }

        return best;
    }

    private void AddDatabases(string folder, string prefix, int depth, List<SourceDatabase> databases, ICollection<string> unreadable, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            foreach (string path in Directory.EnumerateFileSystemEntries(folder, "*", FilesOnly))
            {
                string name = Path.GetFileName(path);
                FileAttributes attributes = File.GetAttributes(path);
                if ((attributes & FileAttributes.ReparsePoint) != 0)
                {
                    continue;
                }

                if ((attributes & FileAttributes.Directory) == 0)
                {
                    AddDatabase(path, prefix + name, databases, unreadable);
                }
                else if (depth < WhatsAppLimits.MaxDatabaseDepth && !(depth == 0 && name == "Media"))
                {
                    // The media folder holds the most files by far, and none of them is a database of the app's.
                    AddDatabases(path, prefix + name + "/", depth + 1, databases, unreadable, cancellationToken);
                }
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            unreadable.Add(folder);
        }
    }

    private void AddDatabase(string path, string relative, List<SourceDatabase> databases, ICollection<string> unreadable)
    {
        string name = Path.GetFileName(path);
        if (name.EndsWith("-wal", StringComparison.Ordinal) || name.EndsWith("-shm", StringComparison.Ordinal) || name.EndsWith("-journal", StringComparison.Ordinal))
        {
            return;
        }

        if (Sniff(path, unreadable) is not { } container || (container != WhatsAppNames.Plain && !WhatsAppNames.IsEncryptedDatabase(name)))
        {
            return;
        }

        DatabaseRole role = relative == MessagesPath ? DatabaseRole.Messages
            : WhatsAppNames.IsContacts(name) ? DatabaseRole.Contacts
            : DatabaseRole.Other;
        IReadOnlyList<string> increments = role == DatabaseRole.Messages ? IncrementFiles.FindBeside(Root, relative, container) : [];
        databases.Add(new SourceDatabase(relative, role, container) { Companions = increments });
    }

    private static bool IsLinkOrFolder(string path) => (File.GetAttributes(path) & (FileAttributes.ReparsePoint | FileAttributes.Directory)) != 0;

    private static string? Sniff(string path, ICollection<string> unreadable)
    {
        try
        {
            return WhatsAppNames.SniffContainer(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            if (!unreadable.Contains(path))
            {
                unreadable.Add(path);
            }

            return null;
        }
    }
}
