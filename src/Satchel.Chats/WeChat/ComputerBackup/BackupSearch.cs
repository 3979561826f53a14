using Satchel.Chats.Sqlite.Cipher;

namespace Satchel.Chats.WeChat.ComputerBackup;

/// <summary>Looks for backups at and below a path. Symbolic links to folders are not followed.</summary>
internal sealed class BackupSearch(WeChatComputerBackup format, ICollection<string> unreadable, CancellationToken cancellationToken)
{
    private const int HeadBytes = 4;
    private readonly List<ChatSource> _found = [];

    private static ReadOnlySpan<byte> OpaqueMagic => "RMFH"u8;

    /// <summary>The backups there, in the order of their paths.</summary>
    public IReadOnlyList<ChatSource> Find(string path)
    {
        if (Directory.Exists(path))
        {
            new FolderSearch(unreadable, cancellationToken).Walk(path, folder => AddBackup(folder) || AddOpaque(folder));
        }
        else if (File.Exists(path) && Path.GetFileName(path) == BackupNames.Database && Path.GetDirectoryName(path) is string folder)
        {
            AddBackup(folder);   // the database alone says nothing: it is the folder that it stands for
        }

        return _found;
    }

    private bool AddBackup(string folder)
    {
        string database = Path.Join(folder, BackupNames.Database);
        if (!File.Exists(database) || !Directory.EnumerateFiles(folder, "BAK_*").Any(f => BackupNames.IsContainer(Path.GetFileName(f))))
        {
            return false;
        }

        string container = CipherContainer.IsPlain(database) ? BackupNames.Plain : CipherScheme.Desktop3.Name;
        Add(folder, null, container == BackupNames.Plain ? container : BackupNames.Encrypted, needsKey: true, [new SourceDatabase(BackupNames.Database, DatabaseRole.Messages, container)]);
        return true;
    }

    // Backup/<user name>/<a hash>/files/<n>/<a hash>/{ChatPackage, Index, Media}
    private bool AddOpaque(string folder)
    {
        string files = Path.Join(folder, "files");
        if (!Directory.Exists(files) || !Directory.EnumerateDirectories(files).SelectMany(Directory.EnumerateDirectories).Any(IsOpaque))
        {
            return false;
        }

        string? account = Path.GetFileName(Path.GetDirectoryName(folder));
        bool isNamed = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(folder))) == "Backup" && !string.IsNullOrEmpty(account);
        Add(folder, isNamed ? account : null, BackupNames.Opaque, needsKey: false, []);
        return true;
    }

    private static bool IsOpaque(string folder) => BackupNames.OpaqueParts.Any(part => BeginsOpaque(Path.Join(folder, part)));

    private static bool BeginsOpaque(string path)
    {
        string? file = File.Exists(path) ? path : Directory.Exists(path) ? Directory.EnumerateFiles(path).FirstOrDefault() : null;
        if (file is null)
        {
            return false;
        }

        Span<byte> head = stackalloc byte[HeadBytes];
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        return stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) == HeadBytes && head.SequenceEqual(OpaqueMagic);
    }

    private void Add(string root, string? account, string container, bool needsKey, IReadOnlyList<SourceDatabase> databases) => _found.Add(new ChatSource
    {
        Format = format,
        Root = root,
        IsFile = false,
        AccountId = account,
        Container = container,
        NeedsKey = needsKey,
        Databases = databases,
    });
}
