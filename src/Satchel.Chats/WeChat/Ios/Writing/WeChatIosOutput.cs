using Satchel.Chats.Apple;

namespace Satchel.Chats.WeChat.Ios.Writing;

/// <summary>Puts a finished store into its place: a folder with the rest of what the phone has, or a backup of the phone in which nothing else changes.</summary>
/// <param name="target">Where it goes.</param>
/// <param name="phone">The phone's own store; null where there is none.</param>
/// <param name="work">The folder that stands for the app's.</param>
/// <param name="account">The account's folder in it.</param>
internal sealed class WeChatIosOutput(WriterTarget target, PhoneStore? phone, string work, string account)
{
    private static readonly string[] BesideDatabases = ["-wal", "-shm", "-journal"];

    /// <summary>Makes a folder, with what the phone has and was not written anew.</summary>
    public void Place(CancellationToken cancellationToken)
    {
        if (phone is not null)
        {
            CopyRest(phone, cancellationToken);
        }

        foreach (string folder in Directory.EnumerateDirectories(work))
        {
            Directory.Move(folder, Path.Join(target.Folder, Path.GetFileName(folder)));
        }

        foreach (string file in Directory.EnumerateFiles(work))
        {
            File.Move(file, Path.Join(target.Folder, Path.GetFileName(file)), overwrite: false);
        }

        Directory.Delete(work);
    }

    /// <summary>Makes a backup: a copy of the phone's own, or a new one that holds nothing else.</summary>
    public void MakeBackup(CancellationToken cancellationToken)
    {
        DateTimeOffset now = target.Time.GetUtcNow();
        if (phone is not null && phone.Base.Files is not IosBackupFiles)
        {
            CopyRest(phone, cancellationToken);
        }

        byte[]? password = target.Keys.All.FirstOrDefault(key => key.Kind == SourceKeyKind.Passphrase)?.Bytes;
        using IosBackupWriter backup = phone?.Base.Files is IosBackupFiles existing
            ? IosBackupWriter.Patch(existing, target.Folder, target.ScratchFolder, cancellationToken)
            : IosBackupWriter.Create(new NewBackup(), IosApps.WeChat, password, target.Folder, target.ScratchFolder, now);
        foreach (string path in Directory.EnumerateFiles(work, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            string relative = Path.GetRelativePath(work, path);
            if (relative.EndsWith(".sqlite", StringComparison.Ordinal) || relative.EndsWith(".db", StringComparison.Ordinal))
            {
                backup.PutDatabase(WeChatIosNames.Domain, relative, path, now, cancellationToken);
            }
            else
            {
                backup.Put(WeChatIosNames.Domain, relative, path, now, cancellationToken);
            }

            File.Delete(path);   // a history's media need not lie here twice
        }

        backup.Complete(cancellationToken);
    }

    private void CopyRest(PhoneStore from, CancellationToken cancellationToken)
    {
        WriterBase into = from.Base;
        HashSet<string> databases = new(into.Databases.Keys, StringComparer.Ordinal);
        foreach ((string path, OpenedDatabase opened) in into.Databases)
        {
            // As it was opened: what its log had is in it.
            Put(from, path, () => new FileStream(opened.File.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), cancellationToken);
        }

        if (target.WithoutContents)
        {
            return;
        }

        foreach ((string path, Func<Stream> open) in into.Files is { } files ? FilesOf(files, cancellationToken) : FilesBelow(into.Source.Root))
        {
            if (!databases.Contains(path) && !BesideDatabases.Any(ending => path.EndsWith(ending, StringComparison.Ordinal) && databases.Contains(path[..^ending.Length])))
            {
                Put(from, path, open, cancellationToken);
            }
        }
    }

    private static IEnumerable<(string Path, Func<Stream> Open)> FilesOf(ISourceFiles files, CancellationToken cancellationToken)
    {
        List<string> unreadable = [];
        foreach (SourceFile file in files.List(unreadable, cancellationToken).Where(file => file.Kind == SourceFileKind.File))
        {
            yield return (file.Path, () => files.Open(file));
        }
    }

    private static IEnumerable<(string Path, Func<Stream> Open)> FilesBelow(string root)
    {
        EnumerationOptions options = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
        foreach (string path in Directory.EnumerateFiles(root, "*", options))
        {
            yield return (Path.GetRelativePath(root, path), () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        }
    }

    private void Put(PhoneStore from, string path, Func<Stream> open, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (from.PlaceOf(path, account) is not { } relative)
        {
            return;
        }

        string place = Path.GetFullPath(Path.Join(work, relative));
        if (File.Exists(place) || !place.StartsWith(Path.GetFullPath(work) + "/", StringComparison.Ordinal))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        using Stream content = open();
        using FileStream copy = new(place, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        content.CopyTo(copy, 128 * 1024);
    }
}
