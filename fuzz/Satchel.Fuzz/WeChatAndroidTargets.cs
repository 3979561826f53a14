using Satchel.Chats;
using Satchel.Chats.WeChat.Android;
using Satchel.TestKit.WeChat;

namespace Satchel.Fuzz;

/// <summary>An account of WeChat's on Android: its database of messages.</summary>
internal sealed class WeChatAndroidTargets(string folder)
{
    private static readonly CancellationToken Never = CancellationToken.None;

    public IEnumerable<FuzzTarget> All()
    {
        string account = Path.Combine(folder, "wechat-android");
        AndroidStoreBuilder.Build(Conversation.Create(), account, new AndroidStoreOptions { Indices = false, FileIndex = false });
        string path = Path.Combine(account, "EnMicroMsg.db");
        yield return FuzzTarget.Of("wechat-android", [File.ReadAllBytes(path)], bytes => Read(account, path, bytes));
    }

    private static void Read(string account, string path, byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        foreach (ChatSource source in new WeChatAndroid().Find(account, [], Never))
        {
            using OpenedDatabase messages = source.Format.OpenDatabase(source, null, source.Databases[0], SourceKeys.None, account, Never);
            using IChatReader reader = source.Format.OpenReader(source, new Dictionary<string, OpenedDatabase> { [source.Databases[0].Path] = messages }, new ReaderOptions());
            _ = reader.ReadMessages(Never).Count();
            _ = reader.ReadParticipants(Never).Count();
            _ = reader.ReadChats(Never).Count();
        }
    }
}
