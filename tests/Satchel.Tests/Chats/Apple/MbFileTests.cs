using Satchel.Chats;
using Satchel.Chats.Apple.Backups;
using Satchel.Chats.Apple.Plists;

namespace Satchel.Tests.Chats.Apple;

public sealed class MbFileTests
{
    [Fact]
    public void An_edit_changes_what_it_names_and_leaves_every_other_key()
    {
        MbFile before = MbFile.Read(Archive(), "a file");

        MbFile after = MbFile.Read(before.With("Size", 77).WithTimes(1_760_000_000, isNew: false).WithDigest(BackupWorld.Bytes(20, 2)).WithEncryptionKey(BackupWorld.Bytes(44, 3)).Encode(), "a file");

        Assert.Equal((77L, 1_760_000_000L), (after.Size, after.LastModified));
        Assert.Equal(BackupWorld.Bytes(20, 2), after.Digest!.Value.ToArray());
        Assert.Equal(BackupWorld.Bytes(44, 3), after.EncryptionKey!.Value.ToArray());
        string[] changed = ["LastModified", "LastStatusChange", "Size", "EncryptionKey"];
        Assert.Equal(Fields(Archive()).Where(field => !changed.Contains(field.Key)), Fields(after.Encode()).Where(field => !changed.Contains(field.Key)));
        Assert.Equal(Objects(Archive()).Count + 2, Objects(after.Encode()).Count);
    }

    [Fact]
    public void A_file_without_its_checksum_keeps_the_rest()
    {
        MbFile without = MbFile.Read(MbFile.Read(Archive(), "a file").Without("Digest").Encode(), "a file");

        Assert.Null(without.Digest);
        Assert.Equal("Documents/a.txt", without.RelativePath);
        Assert.Equal(Objects(Archive()).Count, Objects(without.Encode()).Count);
    }

    [Fact]
    public void A_new_path_leaves_another_field_with_the_same_text_alone()
    {
        byte[] shared = Archive(fields => fields.With("Target", new PlistUid(2)));

        MbFile moved = MbFile.Read(MbFile.Read(shared, "a file").WithPath("b").Encode(), "a file");

        Assert.Equal(("b", "Documents/a.txt"), (moved.RelativePath, moved.Target));
    }

    [Fact]
    public void A_record_that_was_made_reads_as_one_of_iOS()
    {
        MbFile made = MbFile.Read(MbFile.Create("Library/x", 0x81A4, 3).With("Size", 5).WithEncryptionKey(BackupWorld.Bytes(44, 1)).Encode(), "a file");

        Assert.Equal(("Library/x", 5L, 0x81A4, 3U), (made.RelativePath, made.Size, made.Mode, made.ProtectionClass));
        Assert.Equal(44, made.EncryptionKey!.Value.Length);
        Assert.Null(made.Digest);
    }

    [Fact]
    public void A_reference_that_leads_nowhere_is_refused()
    {
        byte[] broken = Archive(fields => fields.With("Digest", new PlistUid(999)));

        Assert.Equal(ChatFormatProblem.Damaged, Assert.Throws<ChatFormatException>(() => MbFile.Read(broken, "a file").Digest).Problem);
        Assert.Throws<ChatFormatException>(() => MbFile.Read("bplist00 and so on, and so on, and so on"u8.ToArray(), "a file"));
        Assert.Throws<ChatFormatException>(() => MbFile.Read(BinaryPlistWriter.Write(PlistDictionary.Empty), "a file"));
        Assert.Null(MbFile.Read(Archive(fields => fields.With("Size", new PlistInteger(-1))), "a file").Size);
    }

    private static byte[] Archive(Func<PlistDictionary, PlistDictionary>? change = null)
    {
        PlistDictionary archive = Plist.ReadDictionary(MbFile.Create("Documents/a.txt", 0x81A4, 3).With("Size", 12).Encode(), "a file");
        List<PlistValue> objects = [.. ((PlistArray)archive["$objects"]!).Items, new PlistData(BackupWorld.Bytes(20, 1)), new PlistData(BackupWorld.Bytes(60, 4))];
        var fields = (PlistDictionary)objects[1];
        fields = fields.With("Digest", new PlistUid(4)).With("ExtendedAttributes", new PlistUid(5)).With("SomethingNew", new PlistString("kept"));
        objects[1] = change is null ? fields : change(fields);
        return BinaryPlistWriter.Write(archive.With("$objects", new PlistArray(objects)));
    }

    private static IReadOnlyList<PlistValue> Objects(byte[] archive) => ((PlistArray)Plist.ReadDictionary(archive, "a file")["$objects"]!).Items;

    private static IReadOnlyList<KeyValuePair<string, PlistValue>> Fields(byte[] archive) => ((PlistDictionary)Objects(archive)[1]).Entries;
}
