using Satchel.Chats;
using Satchel.Chats.WhatsApp.Android;
using Satchel.TestKit.WhatsApp;

namespace Satchel.Tests.Chats.WhatsApp.Android;

/// <summary>A folder with a WhatsApp history in it, for one test.</summary>
internal sealed class History : IDisposable
{
    public const string Ben = "85255509999@s.whatsapp.net";
    public const string Cleo = "85255507777@s.whatsapp.net";
    public const string Me = "85255501234@s.whatsapp.net";
    public const string Group = "120363000000000001@g.us";
    public const long T0 = 1_700_000_000_000;

    public History(MsgstoreOptions? options = null)
    {
        Directory.CreateDirectory(Path.Join(Root, "Databases"));
        Store = MsgstoreBuilder.Create(Path.Join(Root, "Databases", "msgstore.db"), options);
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("satchel-whatsapp-").FullName;

    public MsgstoreBuilder Store { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ContactsBuilder Contacts() => new(Path.Join(Root, "Databases", "wa.db"));

    public IChatReader Read(string? accountId = Me)
    {
        ChatSource source = Assert.Single(new WhatsAppAndroid().Find(Root, [], Token));
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
        Directory.Delete(Root, recursive: true);
    }
}
