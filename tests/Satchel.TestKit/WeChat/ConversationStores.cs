using Satchel.Chats;

namespace Satchel.TestKit.WeChat;

/// <summary>Every store that a <see cref="Conversation"/> can be built into, by name.</summary>
public static class ConversationStores
{
    /// <summary>The stores.</summary>
    public static IReadOnlyList<string> Names { get; } = ["android", "android-encrypted", "computer-backup"];

    /// <summary>The platform that a store's reader names.</summary>
    public static string PlatformOf(string store) => store.Split('-')[0] switch
    {
        "android" => "android",
        "ios" => "ios",
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

            case "computer-backup":
                ComputerBackupBuilder.In(folder).Write(conversation).Finish();
                return (folder, ComputerBackupBuilder.Keys());
            default:
                throw new ArgumentException($"there is no store {store}", nameof(store));
        }
    }
}
