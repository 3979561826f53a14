using Satchel.Chats;
using Satchel.Chats.Apple;
using Satchel.Chats.Apple.Backups;
using Satchel.Chats.Apple.Keys;
using Satchel.Chats.Apple.Plists;

namespace Satchel.Fuzz;

/// <summary>What comes from an iPhone's backup: property lists, records, the keybag, the manifest.</summary>
internal sealed class AppleTargets(string folder)
{
    private const string Domain = "AppDomainGroup-group.net.whatsapp.WhatsApp.shared";
    private const int FewRounds = 1_000;

    private static readonly CancellationToken Never = CancellationToken.None;

    public IEnumerable<FuzzTarget> All()
    {
        string root = Path.Combine(folder, "00008110-000000000000001E");
        Directory.CreateDirectory(root);
        using (var writer = IosBackupWriter.Create(new NewBackup(), IosApps.WhatsApp, null, root, folder, DateTimeOffset.UnixEpoch))
        {
            writer.Put(Domain, "ChatStorage.sqlite", new MemoryStream(new byte[40]), DateTimeOffset.UnixEpoch, Never);
            writer.Put(Domain, "Message/Media/a/b.jpg", new MemoryStream(new byte[20]), DateTimeOffset.UnixEpoch, Never);
            writer.Complete(Never);
        }

        byte[] record = MbFile.Create("Library/文件", 0x81A4, 3).WithTarget("x").WithEncryptionKey(new byte[ClassKeys.StoredKeyBytes]).Encode();
        yield return FuzzTarget.Of("plist", [record, File.ReadAllBytes(Path.Combine(root, "Manifest.plist"))], bytes => Plist.Read(bytes, "a.plist"));
        yield return FuzzTarget.Of("plist-xml", [File.ReadAllBytes(Path.Combine(root, "Info.plist"))], bytes => Plist.Read(bytes, "a.plist"));
        yield return FuzzTarget.Of("mbfile", [record], ReadRecord);
        yield return FuzzTarget.Of("keybag", [NewKeybag.Make("x"u8, 1, 1)], ReadKeybag);
        yield return FuzzTarget.Of("ios-manifest", [File.ReadAllBytes(Path.Combine(root, "Manifest.db"))], bytes => ReadBackup(root, bytes));
    }

    private static void ReadRecord(byte[] bytes)
    {
        var record = MbFile.Read(bytes, "a file");
        _ = (record.Size, record.LastModified, record.Mode, record.ProtectionClass, record.InodeNumber, record.Digest, record.Target, record.RelativePath);
        _ = record.WithEncryptionKey(new byte[ClassKeys.StoredKeyBytes]).WithPath("y").WithDigest(new byte[20]).Without("Target").With("Size", 1).Encode();
    }

    private static void ReadKeybag(byte[] bytes)
    {
        var keybag = Keybag.Read(bytes);
        if (keybag.Rounds < FewRounds && keybag.FirstRounds < FewRounds)
        {
            ClassKeys.TryOpen(keybag, "x"u8)?.Dispose();
        }
    }

    private void ReadBackup(string root, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(root, "Manifest.db"), bytes);
        _ = IosBackups.Find(root, [], Never);
        using var files = IosBackupFiles.Open(root, IosApps.WhatsApp, SourceKeys.None, folder, Never);
        foreach (SourceFile file in files.List([], Never).Where(file => file.Kind == SourceFileKind.File))
        {
            files.Open(file).Dispose();
        }
    }
}
