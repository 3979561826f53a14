using Satchel.Chats.Apple.Backups;
using Satchel.Chats.Apple.Keys;

namespace Satchel.Chats.Apple;

/// <summary>Makes a backup again from the tree that <see cref="IosBackupFiles"/> gave: for <see cref="IChatFormat.SealFiles"/>.</summary>
internal static class IosBackupSeal
{
    private const string CopyName = ".Manifest.db.sealed";

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Directory };

    /// <summary>Makes the backup.</summary>
    /// <param name="treeFolder">The tree, whose files are moved where they need not be encrypted, and moved back where it fails.</param>
    /// <param name="outputFolder">The folder that is to be the backup; it is there.</param>
    /// <param name="keys">The person's keys; the backup's password is among them where it was encrypted.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="ChatFormatException">The tree lacks what holds a backup together, or no password opens its keybag.</exception>
    public static void Run(string treeFolder, string outputFolder, SourceKeys keys, CancellationToken cancellationToken)
    {
        var tree = IosBackup.Open(Path.GetFullPath(treeFolder));
        IosBackup made = tree with { Root = Path.GetFullPath(outputFolder) };
        using ClassKeys? classKeys = tree.IsEncrypted ? tree.Unlock(keys, cancellationToken) : null;
        string manifest = Path.Join(tree.Root, IosBackup.ManifestName);
        new FileInfo(manifest).IsReadOnly = false;
        long rows;
        using (BackupAssembly assembly = new(made, classKeys, manifest))
        {
            try
            {
                rows = assembly.Manifest.Count;
                PlaceAll(assembly, tree, cancellationToken);
                assembly.Commit();
                assembly.Manifest.Dispose();
                string copy = Path.Join(tree.Root, CopyName);
                File.Copy(manifest, copy, overwrite: true);
                ManifestFile.Place(copy, made, classKeys, cancellationToken);
                BackupCheck.Run(made, classKeys, assembly, rows + assembly.RowsAdded, tree.Root, cancellationToken);
            }
            catch when (classKeys is null)
            {
                // Whoever asked still has the tree to give.
                MoveBack(assembly, made, tree);
                throw;
            }
        }

        foreach (string name in IosBackup.PlistNames.Where(name => File.Exists(Path.Join(tree.Root, name))))
        {
            File.Move(Path.Join(tree.Root, name), Path.Join(made.Root, name));
        }
    }

    /// <summary>Refuses keys that do not open the keybag of an encrypted backup.</summary>
    /// <param name="listsFolder">Where the backup's lists lie.</param>
    /// <param name="keys">The person's keys.</param>
    /// <param name="cancellationToken">Cancels the work.</param>
    /// <exception cref="ChatFormatException">No password opens it.</exception>
    public static void CheckKeys(string listsFolder, SourceKeys keys, CancellationToken cancellationToken)
    {
        var backup = IosBackup.Look(Path.GetFullPath(listsFolder));
        if (backup.IsEncrypted)
        {
            backup.Unlock(keys, cancellationToken).Dispose();
        }
    }

    private static void PlaceAll(BackupAssembly assembly, IosBackup tree, CancellationToken cancellationToken)
    {
        foreach (ManifestRow row in assembly.Manifest.Rows())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (row.Flags == ManifestRow.FileFlag)
            {
                Place(assembly, tree, row, cancellationToken);
            }
        }

        AddOthers(assembly, tree, cancellationToken);
    }

    private static void MoveBack(BackupAssembly assembly, IosBackup made, IosBackup tree)
    {
        foreach ((string fileId, PlacedFile placed) in assembly.Placed)
        {
            string payload = made.PayloadPath(fileId);
            if (!placed.IsOurs && placed.TreePath is { } path && File.Exists(payload) && !File.Exists(Path.Join(tree.Root, path)))
            {
                File.Move(payload, Path.Join(tree.Root, path));
            }
        }
    }

    // A row without a file is one whose file was not saved, or a log that a restore folded into its database.
    private static void Place(BackupAssembly assembly, IosBackup tree, ManifestRow row, CancellationToken cancellationToken)
    {
        string path = Path.Join(tree.Root, row.TreePath);
        if (!ManifestRow.IsFileId(row.FileId) || !ManifestRow.IsSafe(row.TreePath) || !File.Exists(path))
        {
            assembly.RemoveRow(row.FileId);
            return;
        }

        assembly.PutAgain(row, path, IsDatabase(path), cancellationToken);
    }

    // What no row names did not come out of this backup. It is put in rather than lost.
    private static void AddOthers(BackupAssembly assembly, IosBackup tree, CancellationToken cancellationToken)
    {
        foreach (string domain in Directory.EnumerateDirectories(tree.Root))
        {
            foreach (string path in Directory.EnumerateFiles(domain, "*", Everything))
            {
                string relative = Path.GetRelativePath(domain, path).Replace(Path.DirectorySeparatorChar, '/');
                if (assembly.Placed.ContainsKey(ManifestRow.FileIdOf(Path.GetFileName(domain), relative)))
                {
                    continue;   // encrypted from there
                }

                using FileStream content = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
                assembly.Put(Path.GetFileName(domain), relative, content, new DateTimeOffset(File.GetLastWriteTimeUtc(path)), cancellationToken);
            }
        }
    }

    private static bool IsDatabase(string path)
    {
        Span<byte> start = stackalloc byte[16];
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.SequenceEqual("SQLite format 3\0"u8);
    }
}
