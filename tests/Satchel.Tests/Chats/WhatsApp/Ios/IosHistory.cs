using Satchel.Chats;
using Satchel.Chats.WhatsApp.Ios;
using Satchel.TestKit.WhatsApp;

namespace Satchel.Tests.Chats.WhatsApp.Ios;

/// <summary>A folder with WhatsApp's files of an iPhone in it, for one test.</summary>
internal sealed class IosHistory : IDisposable
{
    public const string Ben = "85255509999@s.whatsapp.net";
    public const string Cleo = "85255507777@s.whatsapp.net";
    public const string Me = "85255501234@s.whatsapp.net";
    public const string Group = "120363000000000001@g.us";
    public const long T0 = 1_700_000_000_123;

    private ChatStorageBuilder? _contacts;
    private ChatStorageBuilder? _lids;
    private ChatStorageBuilder? _calls;

    public IosHistory(ChatStorageOptions? options = null) => Store = ChatStorageBuilder.Create(Path.Join(Root, "ChatStorage.sqlite"), options);

    public string Root { get; } = Directory.CreateTempSubdirectory("satchel-whatsapp-ios-").FullName;

    public ChatStorageBuilder Store { get; }

    public ChatStorageBuilder Contacts => _contacts ??= ChatStorageBuilder.CreateContacts(Path.Join(Root, "ContactsV2.sqlite"));

    public ChatStorageBuilder Lids => _lids ??= ChatStorageBuilder.CreateLids(Path.Join(Root, "LID.sqlite"));

    public ChatStorageBuilder Calls => _calls ??= ChatStorageBuilder.CreateCalls(Path.Join(Root, "CallHistory.sqlite"));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public IChatReader Read(string? accountId = Me)
    {
        ChatSource source = Assert.Single(new WhatsAppIos().Find(Root, [], Token));
        Dictionary<string, OpenedDatabase> databases = source.Databases.ToDictionary(
            database => database.Path,
            database => source.Format.OpenDatabase(source, null, database, SourceKeys.None, Root, Token));
        return source.Format.OpenReader(source, databases, new ReaderOptions(accountId));
    }

    public List<Message> Messages(string? accountId = Me)
    {
        using IChatReader reader = Read(accountId);
        List<Message> messages = [.. reader.ReadMessages(Token)];
        Assert.Empty(reader.Warnings);
        return messages;
    }

    public Message Only(string? accountId = Me) => Assert.Single(Messages(accountId));

    public void Dispose()
    {
        Store.Dispose();
        _contacts?.Dispose();
        _lids?.Dispose();
        _calls?.Dispose();
        Directory.Delete(Root, recursive: true);
    }
}
