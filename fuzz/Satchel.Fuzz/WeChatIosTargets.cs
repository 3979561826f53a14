using Satchel.Chats;
using Satchel.Chats.WeChat.Ios;
using Satchel.TestKit.WeChat;

namespace Satchel.Fuzz;

/// <summary>An account of WeChat's on an iPhone: its databases of messages and contacts, and what tells its owner.</summary>
internal sealed class WeChatIosTargets(string folder)
{
    private static readonly CancellationToken Never = CancellationToken.None;

    public IEnumerable<FuzzTarget> All()
    {
        string documents = Path.Combine(folder, "wechat-ios");
        IosStoreBuilder builder = new(Conversation.Create()) { Databases = 1, HasMappedSettings = true };
        Directory.CreateDirectory(documents);
        builder.WriteDocuments(documents);
        string account = Path.Combine(documents, builder.AccountFolder, "DB");
        foreach ((string name, string path) in ((string, string)[])
        [
            ("wechat-ios", Path.Combine(account, "MM.sqlite")), ("wechat-ios-contacts", Path.Combine(account, "WCDB_Contact.sqlite")),
            ("wechat-ios-logins", Path.Combine(documents, "LoginInfo2.dat")), ("wechat-ios-settings", Path.Combine(documents, "MMappedKV", "mmsetting.archive." + Conversation.OwnerId)),
        ])
        {
            byte[] whole = File.ReadAllBytes(path);
            yield return FuzzTarget.Of(name, [whole], bytes => Read(documents, path, bytes, whole));
        }
    }

    private static void Read(string documents, string path, byte[] bytes, byte[] whole)
    {
        File.WriteAllBytes(path, bytes);
        try
        {
            foreach (ChatSource source in new WeChatIos().Find(documents, [], Never))
            {
                Dictionary<string, OpenedDatabase> databases = source.Databases.ToDictionary(d => d.Path, d => source.Format.OpenDatabase(source, null, d, SourceKeys.None, documents, Never));
                using IChatReader reader = source.Format.OpenReader(source, databases, new ReaderOptions());
                _ = reader.ReadMessages(Never).Count();
                _ = reader.ReadParticipants(Never).Count();
                _ = reader.ReadChats(Never).Count();
            }
        }
        finally
        {
            File.WriteAllBytes(path, whole);
        }
    }
}
