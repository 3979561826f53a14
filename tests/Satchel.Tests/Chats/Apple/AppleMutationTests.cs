using System.Diagnostics;
using Satchel.Chats;
using Satchel.Chats.Apple;
using Satchel.Chats.Apple.Backups;
using Satchel.Chats.Apple.Keys;
using Satchel.Chats.Apple.Plists;

namespace Satchel.Tests.Chats.Apple;

/// <summary>Every parser of a backup's bytes reads what somebody changed, or refuses it with an error of ours.</summary>
public sealed class AppleMutationTests
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(1.5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Changed_binary_lists_are_read_or_refused() => Run(1, 8_000, MbFile.Create("Library/文件", 0x81A4, 3).WithEncryptionKey(new byte[44]).Encode(), bytes => _ = Plist.Read(bytes, "a.plist"));

    [Fact]
    public void Changed_lists_in_XML_are_read_or_refused() =>
        Run(2, 3_000, XmlPlistWriter.Write(Plist.Read(MbFile.Create("x", 1, 3).Encode(), "a") is PlistDictionary archive ? archive.Without("$top").Without("$objects").With("b", new PlistData(new byte[9])) : PlistDictionary.Empty), bytes => _ = Plist.Read(bytes, "a.plist"));

    [Fact]
    public void Changed_records_are_read_or_refused() => Run(3, 8_000, MbFile.Create("Library/x", 0x81A4, 3).WithEncryptionKey(new byte[44]).WithTarget("y").Encode(), bytes =>
    {
        MbFile record = MbFile.Read(bytes, "a file");
        _ = (record.Size, record.LastModified, record.Mode, record.ProtectionClass, record.InodeNumber, record.Digest, record.Target, record.RelativePath);
        _ = record.WithEncryptionKey(new byte[44]).WithPath("z").Without("Digest").With("Size", 1).Encode();
    });

    [Fact]
    public void Changed_keybags_are_read_or_refused() => Run(4, 8_000, NewKeybag.Make("x"u8, 1, 1), bytes =>
    {
        Keybag keybag = Keybag.Read(bytes);
        if (keybag.Rounds < 100 && keybag.FirstRounds < 100)
        {
            ClassKeys.TryOpen(keybag, "x"u8)?.Dispose();
        }
    });

    [Fact]
    public void Changed_manifests_are_read_as_far_as_they_go_or_refused()
    {
        using BackupWorld world = new BackupWorld().Build(encrypted: false);
        string manifest = Path.Combine(world.Root, "Manifest.db");
        Run(5, 400, File.ReadAllBytes(manifest), bytes =>
        {
            File.WriteAllBytes(manifest, bytes);
            using IosBackupFiles files = world.Open();
            foreach (SourceFile file in files.List([], Token).Where(file => file.Kind == SourceFileKind.File))
            {
                Assert.DoesNotContain("..", file.Path.Split('/'));
                Assert.StartsWith(world.Root, file.StoredPath!, StringComparison.Ordinal);
                files.Open(file).Dispose();
            }
        });

        Assert.Empty(Directory.EnumerateFileSystemEntries(world.Scratch));
    }

    [Fact]
    public void Changed_plists_of_an_encrypted_backup_are_read_or_refused()
    {
        using BackupWorld world = new BackupWorld().Build(encrypted: true);
        string list = Path.Combine(world.Root, "Manifest.plist");
        Run(6, 200, File.ReadAllBytes(list), bytes =>
        {
            File.WriteAllBytes(list, bytes);
            _ = IosBackups.Find(world.Root, [], Token);
            if (IosBackup.Look(world.Root).Manifest.Data("BackupKeyBag") is { } keybag && Keybag.Read(keybag.Span) is { Rounds: < 100, FirstRounds: < 100 })
            {
                world.Open(BackupWorld.Password).Dispose();
            }
        });
    }

    private static void Run(int seed, int times, byte[] whole, Action<byte[]> read)
    {
        Random random = new(seed);
        var clock = Stopwatch.StartNew();
        int refused = 0;
        for (int i = 0; i < times && clock.Elapsed < AtMost; i++)
        {
            try
            {
                read(Mutate(whole, random));
            }
            catch (ChatFormatException)
            {
                refused++;
            }
        }

        Assert.NotEqual(0, refused);
    }

    private static byte[] Mutate(byte[] whole, Random random)
    {
        byte[] bytes = random.Next(12) == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
        for (int changes = random.Next(1, 5); changes > 0 && bytes.Length > 0; changes--)
        {
            // Half of the changes go where lengths and offsets stand: to the ends.
            int edge = Math.Min(bytes.Length, 120);
            int at = random.Next(4) switch
            {
                0 => random.Next(edge),
                1 => bytes.Length - 1 - random.Next(edge),
                _ => random.Next(bytes.Length),
            };
            bytes[at] = random.Next(3) switch
            {
                0 => (byte)random.Next(256),
                1 => (byte)(bytes[at] ^ (1 << random.Next(8))),
                _ => random.Next(2) == 0 ? (byte)0xFF : (byte)0,
            };
        }

        return bytes;
    }
}
