namespace Satchel.Chats.Apple.Backups;

/// <summary>
/// Copies what a backup holds into another folder, byte for byte. Files are copied, never linked: a change of the one must not be one of the other. File
/// systems that can, share the bytes until then.
/// </summary>
internal static class BackupCopy
{
    /// <summary>Copies everything but the manifest, what <paramref name="isLeftOut"/> names by its path in the backup, and what is there already.</summary>
    public static void Run(string from, string to, Func<string, bool> isLeftOut, CancellationToken cancellationToken)
    {
        foreach (string path in Directory.EnumerateFileSystemEntries(from, "*", new EnumerationOptions { RecurseSubdirectories = false, AttributesToSkip = FileAttributes.None }))
        {
            CopyEntry(from, Path.GetFileName(path), to, isLeftOut, cancellationToken);
        }
    }

    private static void CopyEntry(string from, string relative, string to, Func<string, bool> isLeftOut, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string source = Path.Join(from, relative);
        string target = Path.Join(to, relative);
        if (relative == IosBackup.ManifestName || relative.StartsWith(IosBackup.ManifestName + "-", StringComparison.Ordinal) || isLeftOut(relative))
        {
            return;
        }

        FileInfo file = new(source);
        if (file.LinkTarget is { } link)
        {
            _ = File.CreateSymbolicLink(target, link);
        }
        else if ((file.Attributes & FileAttributes.Directory) != 0)
        {
            Directory.CreateDirectory(target);
            foreach (string path in Directory.EnumerateFileSystemEntries(source, "*", new EnumerationOptions { AttributesToSkip = FileAttributes.None }))
            {
                CopyEntry(from, Path.Join(relative, Path.GetFileName(path)), to, isLeftOut, cancellationToken);
            }
        }
        else if (!File.Exists(target))
        {
            File.Copy(source, target);
        }
    }
}
