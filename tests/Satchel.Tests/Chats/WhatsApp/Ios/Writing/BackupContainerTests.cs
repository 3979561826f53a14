using System.Text;
using Satchel.Chats;
using Satchel.Chats.WhatsApp.Ios;
using Satchel.Chats.WhatsApp.Ios.Writing;
using Satchel.TestKit;
using Satchel.TestKit.Apple;
using Satchel.Tests.Chats.Sqlite;
using static Satchel.Tests.Chats.WhatsApp.Ios.Writing.WrittenStore;

namespace Satchel.Tests.Chats.WhatsApp.Ios.Writing;

public sealed class BackupContainerTests : IDisposable
{
    private const string Shared = "AppDomainGroup-group.net.whatsapp.WhatsApp.shared";
    private const string Password = "sésame";
    private const long Early = 1_699_000_000_000;

    private readonly TemporaryFolder _temporary = new();
    private readonly WrittenStore _contents = new();
    private readonly SourceKeys _keys = new();

    public BackupContainerTests()
    {
        Directory.CreateDirectory(Out);
        Directory.CreateDirectory(Scratch);
        _contents.Contents["a.jpg"] = [1, 2, 3];
        _keys.Add(new SourceKey(SourceKeyKind.Passphrase, Encoding.UTF8.GetBytes(Password)));
    }

    private string Out => _temporary.File("out");

    private string Scratch => _temporary.File("scratch");

    private static Message[] Messages =>
    [
        Text(Ben, "A1", Early, "before"),
        Text(Ben, "A2", Early + 1, "look") with { Kind = MessageKind.Image, Attachments = [new Attachment { Path = "a.jpg", Mime = "image/jpeg" }] },
    ];

    public void Dispose()
    {
        _keys.Dispose();
        _contents.Dispose();
        _temporary.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Password)]
    public async Task A_backup_of_the_phone_gets_the_store_and_the_media_and_keeps_the_rest(string? password)
    {
        using PhoneStore phone = new();
        string backup = _temporary.File("backup");
        new IphoneBackupBuilder { Password = password }
            .Add("HomeDomain", "Library/SMS/sms.db", [9, 9, 9])
            .Add(Shared, "ChatStorage.sqlite", new IphoneFile { Content = await File.ReadAllBytesAsync(phone.Path, TestContext.Current.CancellationToken), ProtectionClass = 4 })
            .Add(Shared, "Message/Media/old.jpg", [7])
            .Build(backup);
        using Opened into = new(backup, _keys, Scratch);

        await WriteAsync(into.Base);

        using Opened made = new(Out, _keys, Scratch);
        Assert.Equal(["OLD1", "OLD2", "OLD3", "OLD4", "A1", "A2"], made.Read().OrderBy(message => message.NativeId![0] == 'A').ThenBy(message => message.NativeId).Select(message => message.NativeId));
        Assert.Equal([7], made.Content($"{Shared}/Message/Media/old.jpg"));
        Assert.Equal([1, 2, 3], made.Content(made.Read().Single(message => message.NativeId == "A2").Attachments[0].Path!));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(Scratch), entry => Path.GetFileName(entry).StartsWith("satchel-ios-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_backup_holds_the_store_alone_and_says_so()
    {
        _keys.Dispose();
        IReadOnlyCollection<string> warnings = await WriteAsync(null, SourceKeys.None);

        using Opened made = new(Out, SourceKeys.None, Scratch);
        Assert.Equal(["A1", "A2"], made.Read().Select(message => message.NativeId));
        Assert.Equal([1, 2, 3], made.Content(made.Read()[1].Attachments[0].Path!));
        Assert.Contains(BackupOutput.NewBackupWarning, warnings);
    }

    [Fact]
    public async Task A_plain_store_comes_out_of_a_backup_with_the_phones_other_files()
    {
        using PhoneStore phone = new();
        string backup = _temporary.File("backup");
        new IphoneBackupBuilder()
            .Add(Shared, "ChatStorage.sqlite", await File.ReadAllBytesAsync(phone.Path, TestContext.Current.CancellationToken))
            .Add(Shared, "Message/Media/old.jpg", [7])
            .Build(backup);
        using Opened into = new(backup, _keys, Scratch);
        using WrittenStore store = new() { Into = into.Base };
        store.Contents["a.jpg"] = [1, 2, 3];

        await store.WriteAsync(Messages);

        Assert.Equal("6", store.Row("SELECT count(*) FROM ZWAMESSAGE"));
        Assert.Equal([7], await File.ReadAllBytesAsync(Path.Join(store.Folder, "Message/Media/old.jpg"), TestContext.Current.CancellationToken));
    }

    private async Task<IReadOnlyCollection<string>> WriteAsync(WriterBase? into, SourceKeys? keys = null)
    {
        WriterTarget target = new()
        {
            Folder = Out,
            Container = "ios-backup",
            Keys = keys ?? _keys,
            ScratchFolder = Scratch,
            Source = new Account("whatsapp", "android", Me, null),
            Into = into,
            Losses = new LossList(),
            Time = new FakeTimeProvider(),
        };
        using IChatWriter writer = new WhatsAppIosWriterFormat().Open(target, TestContext.Current.CancellationToken);
        foreach (Message message in Messages)
        {
            await writer.AddAsync(message, _contents, TestContext.Current.CancellationToken);
        }

        await writer.CompleteAsync(TestContext.Current.CancellationToken);
        return [.. writer.Warnings];
    }

    private sealed class Opened : IDisposable
    {
        private readonly ISourceFiles _files;

        public Opened(string folder, SourceKeys keys, string scratch)
        {
            ChatSource found = Assert.Single(new WhatsAppIos().Find(folder, [], TestContext.Current.CancellationToken));
            _files = found.Format.OpenFiles(found, keys, scratch, TestContext.Current.CancellationToken)!;
            ChatSource source = _files.Complete(found);
            Dictionary<string, OpenedDatabase> databases = [];
            foreach (SourceDatabase database in source.Databases.Where(database => database.Container == "plain"))
            {
                databases[database.Path] = source.Format.OpenDatabase(source, _files, database, keys, scratch, TestContext.Current.CancellationToken);
            }

            Base = new WriterBase(source, _files, databases);
        }

        public WriterBase Base { get; }

        public List<Message> Read()
        {
            using IChatReader reader = Base.Source.Format.OpenReader(Base.Source, Base.Databases, new ReaderOptions(Me));
            return [.. reader.ReadMessages(TestContext.Current.CancellationToken).OrderBy(message => message.SentAtMillis)];
        }

        public byte[] Content(string path)
        {
            using Stream content = _files.Open(_files.Find(path)!);
            using MemoryStream copy = new();
            content.CopyTo(copy);
            return copy.ToArray();
        }

        public void Dispose()
        {
            foreach (OpenedDatabase database in Base.Databases.Values)
            {
                database.Dispose();
            }

            _files.Dispose();
        }
    }
}
