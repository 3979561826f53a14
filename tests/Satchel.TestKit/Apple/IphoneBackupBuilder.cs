using System.Security.Cryptography;
using System.Text;
using Satchel.Chats.Apple.Backups;
using Satchel.Chats.Apple.Keys;
using Satchel.Chats.Apple.Plists;

namespace Satchel.TestKit.Apple;

/// <summary>Builds an iPhone backup file by file, encrypted where a password is given. Folders above a file are made.</summary>
public sealed class IphoneBackupBuilder
{
    private readonly List<(string Domain, string Path, IphoneFile File)> _files = [];
    private readonly HashSet<(string Domain, string Path)> _folders = [];
    private long _inode = 1000;

    /// <summary>The password; null for a backup that is not encrypted.</summary>
    public string? Password { get; init; }

    /// <summary>The rounds of both key derivations; few, so that tests are quick.</summary>
    public int Rounds { get; init; } = 10;

    /// <summary>What Status.plist says.</summary>
    public string State { get; init; } = "finished";

    /// <summary>The bundle ids of the installed apps; null for lists that are not there.</summary>
    public IReadOnlyList<string>? InstalledApps { get; init; } = ["net.whatsapp.WhatsApp"];

    /// <summary>Adds a file.</summary>
    public IphoneBackupBuilder Add(string domain, string path, byte[] content) => Add(domain, path, new IphoneFile { Content = content });

    /// <summary>Adds a file, a folder or a link.</summary>
    public IphoneBackupBuilder Add(string domain, string path, IphoneFile file)
    {
        _files.Add((domain, path, file));
        return this;
    }

    /// <summary>Writes the backup.</summary>
    public void Build(string folder)
    {
        Directory.CreateDirectory(folder);
        byte[]? keybag = Password is null ? null : NewKeybag.Make(Encoding.UTF8.GetBytes(Password), Rounds, Rounds);
        using ClassKeys? keys = keybag is null ? null : ClassKeys.TryOpen(Keybag.Read(keybag), Encoding.UTF8.GetBytes(Password!));
        string manifest = Path.Combine(folder, "Manifest.db");
        _folders.Clear();
        using (var editor = ManifestEditor.Create(manifest))
        {
            foreach ((string domain, string path, IphoneFile file) in _files)
            {
                AddFolders(editor, domain, path);
                AddFile(editor, keys, folder, domain, path, file);
            }

            editor.Commit();
        }

        byte[]? manifestKey = keys is null ? null : RandomNumberGenerator.GetBytes(ClassKeys.KeyBytes);
        if (manifestKey is not null)
        {
            byte[] plain = File.ReadAllBytes(manifest);
            File.WriteAllBytes(manifest, Encrypt(plain, manifestKey));
        }

        WritePlists(folder, keybag, manifestKey is null ? null : keys!.Wrap(4, manifestKey));
    }

    private static byte[] Encrypt(byte[] plain, byte[] key)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        return aes.EncryptCbc(plain, new byte[16], PaddingMode.PKCS7);
    }

    private void AddFolders(ManifestEditor editor, string domain, string path)
    {
        for (int slash = 0; slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            string folder = path[..slash];
            if (_folders.Add((domain, folder)))
            {
                Put(editor, domain, folder, ManifestRow.FolderFlag, MbFile.Create(folder, 0x41ED, 0).With("InodeNumber", ++_inode));
            }
        }
    }

    private void AddFile(ManifestEditor editor, ClassKeys? keys, string folder, string domain, string path, IphoneFile file)
    {
        int type = file.IsFolder ? 0x4000 : file.LinkTarget is not null ? 0xA000 : 0x8000;
        long modified = file.ModifiedAt.ToUnixTimeSeconds();
        uint protection = file.IsFolder ? 0 : file.ProtectionClass;
        MbFile record = MbFile.Create(path, type | file.Mode, protection).WithTimes(modified, isNew: true).With("InodeNumber", ++_inode);
        if (file.ExtendedAttributes is { } attributes)
        {
            record = WithExtendedAttributes(record, attributes);
        }

        if (file.LinkTarget is { } target)
        {
            Put(editor, domain, path, ManifestRow.LinkFlag, record.WithTarget(target));
            return;
        }

        if (file.IsFolder)
        {
            if (_folders.Add((domain, path)))
            {
                Put(editor, domain, path, ManifestRow.FolderFlag, record);
            }

            return;
        }

        record = record.With("Size", file.Content.Length);
        byte[] payload = file.Content;
        if (keys is not null)
        {
            byte[] key = RandomNumberGenerator.GetBytes(ClassKeys.KeyBytes);
            record = record.WithEncryptionKey(keys.Wrap(protection, key));
            payload = file.IsStoredEmpty ? [] : Encrypt(file.Content, key);
        }

        string fileId = Put(editor, domain, path, ManifestRow.FileFlag, file.HasDigest ? WithNewDigest(record, payload) : record);
        if (!file.IsPayloadMissing)
        {
            Directory.CreateDirectory(Path.Combine(folder, fileId[..2]));
            File.WriteAllBytes(Path.Combine(folder, fileId[..2], fileId), payload);
        }
    }

    private static string Put(ManifestEditor editor, string domain, string path, long flags, MbFile record)
    {
        string fileId = ManifestRow.FileIdOf(domain, path);
        editor.Put(new ManifestRow(fileId, domain, path, flags, record.Encode()));
        return fileId;
    }

    private static MbFile WithNewDigest(MbFile record, byte[] payload)
    {
#pragma warning disable CA5350 // the format's own rule
        return Extended(record, "Digest", new PlistData(SHA1.HashData(payload)));
#pragma warning restore CA5350
    }

    private static MbFile WithExtendedAttributes(MbFile record, byte[] attributes) =>
        Extended(record, "ExtendedAttributes", new PlistData(attributes));

    // Adds an object to the archive, and a field that refers to it.
    private static MbFile Extended(MbFile record, string field, PlistValue value)
    {
        PlistDictionary archive = Plist.ReadDictionary(record.Encode(), field);
        List<PlistValue> objects = [.. ((PlistArray)archive["$objects"]!).Items];
        objects[1] = ((PlistDictionary)objects[1]).With(field, new PlistUid((ulong)objects.Count));
        objects.Add(value);
        return MbFile.Read(BinaryPlistWriter.Write(archive.With("$objects", new PlistArray(objects))), field);
    }

    private void WritePlists(string folder, byte[]? keybag, byte[]? manifestKey)
    {
        PlistDictionary manifest = PlistDictionary.Empty
            .With("IsEncrypted", new PlistBoolean(keybag is not null)).With("Version", new PlistString("10.0"))
            .With("Date", new PlistDate(700_000_000)).With("WasPasscodeSet", new PlistBoolean(true))
            .With("Lockdown", PlistDictionary.Empty.With("DeviceName", new PlistString("Mei的 iPhone")).With("ProductVersion", new PlistString("18.1")));
        PlistDictionary info = PlistDictionary.Empty
            .With("Device Name", new PlistString("Mei的 iPhone")).With("Product Type", new PlistString("iPhone14,5"))
            .With("Last Backup Date", new PlistDate(700_000_000)).With("Unique Identifier", new PlistString("00008110-000000000000001E"));
        if (InstalledApps is { } apps)
        {
            PlistDictionary applications = PlistDictionary.Empty;
            foreach (string app in apps)
            {
                applications = applications.With(app, PlistDictionary.Empty.With("CFBundleVersion", new PlistString("1")));
            }

            manifest = manifest.With("Applications", applications);
            info = info.With("Installed Applications", new PlistArray([.. apps.Select(app => new PlistString(app))]));
        }

        if (keybag is not null)
        {
            manifest = manifest.With("BackupKeyBag", new PlistData(keybag)).With("ManifestKey", new PlistData(manifestKey!));
        }

        File.WriteAllBytes(Path.Combine(folder, "Manifest.plist"), BinaryPlistWriter.Write(manifest));
        File.WriteAllBytes(Path.Combine(folder, "Info.plist"), XmlPlistWriter.Write(info));
        File.WriteAllBytes(Path.Combine(folder, "Status.plist"), BinaryPlistWriter.Write(PlistDictionary.Empty
            .With("SnapshotState", new PlistString(State)).With("IsFullBackup", new PlistBoolean(true)).With("Version", new PlistString("3.3")).With("BackupState", new PlistString("new"))));
    }
}
