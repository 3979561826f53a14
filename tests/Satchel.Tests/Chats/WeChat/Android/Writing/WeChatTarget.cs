using Satchel.Chats;
using Satchel.Chats.WeChat.Android;

namespace Satchel.Tests.Chats.WeChat.Android.Writing;

/// <summary>A folder that the writer writes into, for one test.</summary>
internal sealed class WeChatTarget : IDisposable
{
    private readonly string _scratch = Directory.CreateTempSubdirectory("satchel-wechat-scratch-").FullName;
    private readonly List<OpenedDatabase> _opened = [];

    public string Root { get; } = Directory.CreateTempSubdirectory("satchel-wechat-target-").FullName;

    public LossList Losses { get; } = new();

    public IReadOnlyCollection<string> Warnings { get; private set; } = [];

    public List<WriteOutcome> Outcomes { get; } = [];

    public string Container { get; init; } = "plain";

    public SourceKeys Keys { get; init; } = SourceKeys.None;

    public string? Into { get; init; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public string StorePath => Directory.GetFiles(Root, "EnMicroMsg.db", SearchOption.AllDirectories).Single();

    /// <summary>Copies all that a source has, its files from below its root.</summary>
    public async Task CopyAsync(ChatSource source, SourceKeys keys)
    {
        using IChatReader reader = AndroidAccount.Read(source, keys, _scratch);
        using IChatWriter writer = ChatWriters.All.Single(format => format.Name == "wechat-android").Open(Target(reader.Account), Token);
        foreach (Participant participant in reader.ReadParticipants(Token))
        {
            writer.Add(participant);
        }

        foreach (Chat chat in reader.ReadChats(Token))
        {
            writer.Add(chat);
        }

        Contents contents = new(source.Root);
        foreach (Message message in reader.ReadMessages(Token).OrderBy(message => message.SentAtMillis))
        {
            Outcomes.Add(await writer.AddAsync(Resolve(source.Root, message), contents, Token));
        }

        await writer.CompleteAsync(Token);
        Warnings = writer.Warnings;
    }

    public ChatSource Source() => Assert.Single(new WeChatAndroid().Find(Root, [], Token));

    public IChatReader Read() => AndroidAccount.Read(Source(), Keys, _scratch);

    public void Dispose()
    {
        foreach (OpenedDatabase database in _opened)
        {
            database.Dispose();
        }

        Directory.Delete(Root, recursive: true);
        Directory.Delete(_scratch, recursive: true);
    }

    // As whoever looks for files does.
    private static Message Resolve(string root, Message message) => message with
    {
        Attachments = [.. message.Attachments.Select(file => file with { Missing = file.Path is null || !File.Exists(Path.Join(root, file.Path)) }).Where(file => !(file.IsThumbnail && file.Missing))],
    };

    private WriterTarget Target(Account source) => new()
    {
        Folder = Root,
        Container = Container,
        Keys = Keys,
        ScratchFolder = _scratch,
        Source = source,
        Into = Into is null ? null : OpenBase(Into),
        Losses = Losses,
        Time = TimeProvider.System,
    };

    private WriterBase OpenBase(string path)
    {
        ChatSource source = Assert.Single(new WeChatAndroid().Find(path, [], Token));
        Dictionary<string, OpenedDatabase> databases = source.Databases.Where(database => database.Role != DatabaseRole.Other)
            .ToDictionary(database => database.Path, database => source.Format.OpenDatabase(source, null, database, Keys, _scratch, Token));
        _opened.AddRange(databases.Values);
        return new WriterBase(source, null, databases);
    }

    private sealed class Contents(string root) : IAttachmentContents
    {
        public ValueTask<Stream?> OpenAsync(Attachment attachment, CancellationToken cancellationToken)
        {
            string path = Path.Join(root, attachment.Path);
            return ValueTask.FromResult<Stream?>(attachment.Path is not null && File.Exists(path) ? File.OpenRead(path) : null);
        }
    }
}
