using Satchel.Chats;

namespace Satchel.TestKit.WeChat;

/// <summary>Every store that a <see cref="Conversation"/> can be built into, by name.</summary>
public static class ConversationStores
{
    /// <summary>The stores.</summary>
    public static IReadOnlyList<string> Names { get; } = ["android", "android-encrypted", "ios", "windows-three", "mac-three", "desktop-four", "desktop-four-plain", "computer-backup"];

    private static DesktopStoreOptions Encrypted => new() { Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)] };

    /// <summary>Whether a store keeps a file of a role: stickers lie in databases of their own, or with the app's servers, but on Android.</summary>
    public static bool Keeps(string store, ConversationFileRole role) =>
        role != ConversationFileRole.Sticker || store.StartsWith("android", StringComparison.Ordinal) || store == "computer-backup";

    /// <summary>The platform that a store's reader names.</summary>
    public static string PlatformOf(string store) => store.Split('-')[0] switch
    {
        "android" => "android",
        "ios" => "ios",
        "computer" => "desktop-backup",
        _ => "desktop",
    };

    /// <summary>Builds a store below a folder, and says where a backup is pointed at, and with which keys.</summary>
    public static (string Path, SourceKeys Keys) Build(string store, Conversation conversation, string folder)
    {
        switch (store)
        {
            case "android" or "android-encrypted":
                using (AndroidStoreBuilder builder = new(folder, new AndroidStoreOptions { Passphrase = store == "android" ? null : "4c27f5d" }))
                {
                    builder.Add(conversation);
                    builder.Save();
                    return (folder, builder.Keys);
                }

            case "ios":
                new IosStoreBuilder(conversation).WriteDocuments(Path.Combine(folder, "Documents"));
                return (folder, new SourceKeys());
            case "windows-three":
                return Save(new DesktopThreeBuilder(Path.Combine(folder, "WeChat Files", Conversation.OwnerId), Encrypted), conversation, folder);
            case "mac-three":
                return Save(new MacThreeBuilder(Path.Combine(folder, "com.tencent.xinWeChat", "2.0b4.0.9", MacThreeBuilder.FolderName), Encrypted with { IsRawKey = true }), conversation, folder);
            case "desktop-four" or "desktop-four-plain":
                DesktopStoreOptions? options = store == "desktop-four" ? Encrypted with { ImageKey = "0123456789abcdef"u8.ToArray() } : null;
                return Save(new DesktopFourBuilder(Path.Combine(folder, "xwechat_files", DesktopFourBuilder.FolderName), options), conversation, folder);
            case "computer-backup":
                ComputerBackupBuilder.In(folder).Write(conversation).Finish();
                return (folder, ComputerBackupBuilder.Keys());
            default:
                throw new ArgumentException($"there is no store {store}", nameof(store));
        }
    }

    private static (string Path, SourceKeys Keys) Save(DesktopStoreBuilder builder, Conversation conversation, string folder)
    {
        using (builder)
        {
            builder.Add(conversation);
            builder.Save();
            return (folder, builder.Keys);
        }
    }
}
