using Satchel.Chats;
using Satchel.Chats.WeChat.Desktop;
using Satchel.TestKit.WeChat;

namespace Satchel.Fuzz;

/// <summary>An account of WeChat's on a computer: its databases of messages, and what is packed into their cells.</summary>
internal sealed class WeChatDesktopTargets(string folder)
{
    private const int Limit = 1 << 20;
    private static readonly CancellationToken Never = CancellationToken.None;

    public IEnumerable<FuzzTarget> All()
    {
        yield return FuzzTarget.Of(
            "wechat-desktop-cells",
            [Lz4Blocks.Compress("<msg><appmsg><title>words and words and words</title></appmsg></msg>"u8), Convert.FromHexString("28B52FFD2005290000776F726473"), Convert.FromHexString("1A060807120278791A06080412027879"), Convert.FromHexString("1A22222030313233343536373839616263646566303132333435363738396162636465660A")],
            ReadCells);
        DesktopStoreOptions options = new() { Shards = 1, Files = false };
        string four = Path.Combine(folder, DesktopFourBuilder.FolderName);
        DesktopFourBuilder.Build(Conversation.Create(), four, options);
        yield return Target("wechat-desktop-4", four, "db_storage/message/message_0.db");
        string three = Path.Combine(folder, Conversation.OwnerId);
        DesktopThreeBuilder.Build(Conversation.Create(), three, options);
        yield return Target("wechat-desktop-3", three, "Msg/Multi/MSG0.db");
    }

    private static FuzzTarget Target(string name, string account, string database)
    {
        string path = Path.Combine(account, database);
        return FuzzTarget.Of(name, [File.ReadAllBytes(path)], bytes => Read(account, path, bytes));
    }

    private static void Read(string account, string path, byte[] bytes)
    {
        File.WriteAllBytes(path, bytes);
        foreach (ChatSource source in new WeChatDesktop().Find(account, [], Never))
        {
            using OpenedDatabase messages = source.Format.OpenDatabase(source, null, source.Databases[0], SourceKeys.None, account, Never);
            using IChatReader reader = source.Format.OpenReader(source, new Dictionary<string, OpenedDatabase> { [source.Databases[0].Path] = messages }, new ReaderOptions());
            _ = reader.ReadMessages(Never).Count();
            _ = reader.ReadParticipants(Never).Count();
            _ = reader.ReadChats(Never).Count();
        }
    }

    private static void ReadCells(byte[] bytes)
    {
        using PackedText packed = new();
        _ = packed.Read(bytes, Limit, out _);
        _ = packed.ReadPacked(bytes, Limit, out _);
        _ = BytesExtra.Read(bytes);
        _ = PackedInfo.Read(bytes);
        _ = PackedInfo.FindAny(bytes);
    }
}
