using System.Text;
using Satchel.Chats;
using Satchel.Chats.Apple;
using Satchel.TestKit.Apple;

namespace Satchel.Tests.Chats.Apple;

/// <summary>A folder with a backup in it, and what tests do with one.</summary>
internal sealed class BackupWorld : IDisposable
{
    public const string Shared = "AppDomainGroup-group.net.whatsapp.WhatsApp.shared";
    public const string Sandbox = "AppDomain-net.whatsapp.WhatsApp";
    public const string Password = "sésame 密码";

    private readonly string _folder = Directory.CreateTempSubdirectory("satchel-apple-").FullName;

    public BackupWorld()
    {
        Directory.CreateDirectory(Scratch);
    }

    public string Root => At("Backup", "00008110-000000000000001E");

    public string Scratch => At("scratch");

    public static SourceKeys Keys(params string[] passwords)
    {
        SourceKeys keys = new();
        foreach (string password in passwords)
        {
            keys.Add(new SourceKey(SourceKeyKind.Passphrase, Encoding.UTF8.GetBytes(password)));
        }

        return keys;
    }

    public string At(params string[] names) => Path.Combine([_folder, .. names]);

    /// <summary>A backup with a WhatsApp, and other apps' files.</summary>
    public BackupWorld Build(bool encrypted, Action<IphoneBackupBuilder>? more = null)
    {
        IphoneBackupBuilder builder = new() { Password = encrypted ? Password : null };
        Fill(builder);
        more?.Invoke(builder);
        builder.Build(Root);
        return this;
    }

    public static void Fill(IphoneBackupBuilder builder) => builder
        .Add("HomeDomain", "Library/SMS/sms.db", Bytes(5_000, 1))
        .Add("AppDomain-com.example.notes", "Documents/notes.txt", new IphoneFile { Content = Bytes(70_000, 2), HasDigest = true, ExtendedAttributes = Bytes(60, 9) })
        .Add("AppDomain-com.example.notes", "Documents/link", new IphoneFile { LinkTarget = "notes.txt", Mode = 0x1ED })
        .Add(Shared, "ChatStorage.sqlite", new IphoneFile { Content = Database("CREATE TABLE ZWAMESSAGE (Z_PK INTEGER PRIMARY KEY, ZTEXT VARCHAR); INSERT INTO ZWAMESSAGE VALUES (1, 'hello')"), ProtectionClass = 4 })
        .Add(Shared, "ContactsV2.sqlite", new IphoneFile { Content = Database("CREATE TABLE ZWAADDRESSBOOKCONTACT (Z_PK INTEGER PRIMARY KEY)"), ProtectionClass = 4 })
        .Add(Shared, "Message/Media/85255509999@s.whatsapp.net/a/b/picture.jpg", new IphoneFile { Content = Bytes(150_001, 3), HasDigest = true })
        .Add(Shared, "Message/Media/85255509999@s.whatsapp.net/a/b/sixteen.bin", Bytes(16, 4))
        .Add(Shared, "Message/Media/85255509999@s.whatsapp.net/a/b/empty.bin", [])
        .Add(Shared, "Message/Media-old/x", Bytes(1, 5))
        .Add(Shared, "Library/Empty", new IphoneFile { IsFolder = true })
        .Add(Shared, "Library/link", new IphoneFile { LinkTarget = "Empty" })
        .Add(Sandbox, "Library/Preferences/net.whatsapp.WhatsApp.plist", new IphoneFile { Content = Bytes(300, 6), Mode = 0x180 });

    public IosBackupFiles Open(params string[] passwords)
    {
        using SourceKeys keys = Keys(passwords);
        return IosBackupFiles.Open(Root, IosApps.WhatsApp, keys, Scratch, TestContext.Current.CancellationToken);
    }

    /// <summary>Opens another backup of this world, with the right password.</summary>
    public IosBackupFiles OpenAt(string root)
    {
        using SourceKeys keys = Keys(Password);
        return IosBackupFiles.Open(root, IosApps.WhatsApp, keys, Scratch, TestContext.Current.CancellationToken);
    }

    public string Write(string name, byte[] content)
    {
        File.WriteAllBytes(At(name), content);
        return At(name);
    }

    /// <summary>The opened tree, written to a folder as a restore writes it.</summary>
    public string Unpack()
    {
        string tree = At("tree");
        using IosBackupFiles files = Open(Password);
        foreach (SourceFile file in files.List([], TestContext.Current.CancellationToken))
        {
            string path = Path.Combine(tree, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            switch (file.Kind)
            {
                case SourceFileKind.EmptyFolder:
                    Directory.CreateDirectory(path);
                    break;
                case SourceFileKind.Link:
                    File.CreateSymbolicLink(path, file.LinkTarget!);
                    break;
                default:
                    File.WriteAllBytes(path, ReadAll(files.Open(file)));
                    break;
            }
        }

        return tree;
    }

    public static byte[] Bytes(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    public static byte[] Database(string sql)
    {
        string path = Path.GetTempFileName();
        using (var database = Satchel.Chats.Sqlite.SqliteDatabase.OpenForWriting(path))
        {
            database.Execute(sql);
        }

        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    public static byte[] ReadAll(Stream stream)
    {
        using (stream)
        {
            using MemoryStream content = new();
            stream.CopyTo(content);
            return content.ToArray();
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
