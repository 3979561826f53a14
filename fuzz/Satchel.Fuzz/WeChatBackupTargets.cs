using Satchel.Chats;
using Satchel.Chats.WeChat.ComputerBackup;
using Satchel.Chats.WeChat.Media;
using Satchel.TestKit.WeChat;

namespace Satchel.Fuzz;

/// <summary>WeChat's backup to a computer: what is decrypted of its texts, and its database; pictures of the app's own kind.</summary>
internal sealed class WeChatBackupTargets(string folder)
{
    private static readonly CancellationToken Never = CancellationToken.None;

    public IEnumerable<FuzzTarget> All()
    {
        string backup = Path.Combine(folder, "computer-backup");
        ComputerBackupBuilder.In(backup, isEncrypted: false).Write(Conversation.Create()).Finish();
        foreach ((string name, string file) in new[] { ("wechat-backup", "Backup.db"), ("wechat-backup-text", "BAK_0_TEXT") })
        {
            string path = Path.Combine(backup, file);
            byte[] whole = File.ReadAllBytes(path);
            yield return FuzzTarget.Of(name, [whole], bytes => Read(backup, path, bytes, whole));
        }

        yield return FuzzTarget.Of("wechat-wxgf", [[.. "wxgf"u8, .. new byte[30], 0, 0, 0, 30, 0, 0, 0, 1, 0x42, 0x01, 0x01, .. new byte[12], 0xA0, 0x02, 0x08, 0x08, 0x59, 1, 2, 3]], bytes => PlayableMedia.Decode([.. "wxgf"u8, .. bytes], "picture"));
    }

    private static void Read(string backup, string path, byte[] bytes, byte[] whole)
    {
        File.WriteAllBytes(path, bytes);
        try
        {
            using SourceKeys keys = ComputerBackupBuilder.Keys();
            foreach (ChatSource source in new WeChatComputerBackup().Find(backup, [], Never))
            {
                using OpenedDatabase opened = source.Format.OpenDatabase(source, null, source.Databases[0], keys, backup, Never);
                using IChatReader reader = source.Format.OpenReader(source, new Dictionary<string, OpenedDatabase> { [source.Databases[0].Path] = opened }, new ReaderOptions { Keys = keys });
                _ = reader.ReadMessages(Never).Count();
                _ = reader.ReadParticipants(Never).Count();
            }
        }
        finally
        {
            File.WriteAllBytes(path, whole);
        }
    }
}
