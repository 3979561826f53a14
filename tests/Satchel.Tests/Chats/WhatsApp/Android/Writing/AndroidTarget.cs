using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp.Android;

namespace Satchel.Tests.Chats.WhatsApp.Android.Writing;

/// <summary>A folder that the writer writes into, for one test.</summary>
internal sealed class AndroidTarget : IDisposable
{
    private readonly string _scratch = Directory.CreateTempSubdirectory("satchel-android-scratch-").FullName;

    public string Root { get; } = Directory.CreateTempSubdirectory("satchel-android-target-").FullName;

    public LossList Losses { get; } = new();

    public IReadOnlyCollection<string> Warnings { get; private set; } = [];

    public List<WriteOutcome> Outcomes { get; } = [];

    public Account Source { get; set; } = new("whatsapp", "android", History.Me, "Ana");

    public string Container { get; set; } = "plain";

    public SourceKeys Keys { get; set; } = SourceKeys.None;

    public string? Into { get; set; }

    public bool Force { get; set; }

    public bool WithoutContents { get; set; }

    public Action<string>? BeforeCompletion { get; set; }

    public string StorePath => Path.Join(Root, "Databases", "msgstore.db");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task WriteAsync(params Message[] messages) => WriteAsync([], [], messages, new Dictionary<string, byte[]>());

    public async Task WriteAsync(IEnumerable<Participant> participants, IEnumerable<Chat> chats, IEnumerable<Message> messages, IReadOnlyDictionary<string, byte[]> files)
    {
        WriterBase? into = Into is null ? null : OpenBase(Into);
        using IChatWriter writer = ChatWriters.All.Single(format => format.Name == "whatsapp-android").Open(Target(into), Token);
        foreach (Participant participant in participants)
        {
            writer.Add(participant);
        }

        foreach (Chat chat in chats)
        {
            writer.Add(chat);
        }

        Contents contents = new(files);
        foreach (Message message in messages.OrderBy(message => message.SentAtMillis))
        {
            Outcomes.Add(await writer.AddAsync(message, contents, Token));
        }

        await writer.CompleteAsync(Token);
        Warnings = writer.Warnings;
    }

    public async Task CopyAsync(IChatReader reader, IReadOnlyDictionary<string, byte[]>? files = null)
    {
        Source = reader.Account;
        await WriteAsync(reader.ReadParticipants(Token), reader.ReadChats(Token), reader.ReadMessages(Token), files ?? new Dictionary<string, byte[]>());
    }

    public WriterTarget Target(WriterBase? into) => new()
    {
        Folder = Root,
        Container = Container,
        Keys = Keys,
        ScratchFolder = _scratch,
        Source = Source,
        Into = into,
        Force = Force,
        WithoutContents = WithoutContents,
        Losses = Losses,
        Time = TimeProvider.System,
    };

    public WriterBase OpenBase(string path)
    {
        ChatSource source = Assert.Single(new WhatsAppAndroid().Find(path, [], Token));
        return new WriterBase(source, null, Databases(source));
    }

    public IChatReader Read(string? accountId = History.Me)
    {
        ChatSource source = Assert.Single(new WhatsAppAndroid().Find(Root, [], Token));
        return source.Format.OpenReader(source, Databases(source), new ReaderOptions(accountId));
    }

    public List<Message> Messages(string? accountId = History.Me)
    {
        using IChatReader reader = Read(accountId);
        List<Message> messages = [.. reader.ReadMessages(Token)];
        Assert.Empty(reader.Warnings);
        return messages;
    }

    public SqliteDatabase Open() => SqliteDatabase.OpenImmutable(StorePath);

    public long Number(string sql)
    {
        using SqliteDatabase database = Open();
        return database.ReadInteger(sql) ?? -1;
    }

    public List<string> Rows(string sql)
    {
        using SqliteDatabase database = Open();
        return RowsOf(database, sql);
    }

    public static List<string> RowsOf(SqliteDatabase database, string sql)
    {
        List<string> rows = [];
        using SqliteStatement statement = database.Prepare(sql);
        while (statement.Step())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, statement.ColumnCount).Select(column => statement.TypeOf(column) == SqliteType.Blob ? Convert.ToHexString(statement.Blob(column)) : statement.TextOrNull(column) ?? "NULL")));
        }

        return rows;
    }

    public void Dispose()
    {
        Directory.Delete(Root, recursive: true);
        Directory.Delete(_scratch, recursive: true);
    }

    private Dictionary<string, OpenedDatabase> Databases(ChatSource source) => source.Databases.ToDictionary(
        database => database.Path,
        database => source.Format.OpenDatabase(source, null, database, Keys, _scratch, Token));

    private sealed class Contents(IReadOnlyDictionary<string, byte[]> files) : IAttachmentContents
    {
        public ValueTask<Stream?> OpenAsync(Attachment attachment, CancellationToken cancellationToken)
        {
            string key = attachment.Path ?? (attachment.Cell is { } cell ? $"{cell.Table}/{cell.RowId}" : "");
            return ValueTask.FromResult<Stream?>(files.TryGetValue(key, out byte[]? content) ? new MemoryStream(content, writable: false) : null);
        }
    }
}
