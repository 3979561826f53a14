using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WhatsApp.Ios.Writing;
using Satchel.TestKit;
using Satchel.Tests.Chats.Sqlite;

namespace Satchel.Tests.Chats.WhatsApp.Ios.Writing;

/// <summary>A store that the writer made of a list of messages, in a temporary folder.</summary>
internal sealed class WrittenStore : IDisposable, IAttachmentContents
{
    public const string Me = "85255501234@s.whatsapp.net";
    public const string Ben = "85255509999@s.whatsapp.net";
    public const string Cleo = "85255508888@s.whatsapp.net";
    public const string Group = "120363000000000001@g.us";
    public const long Noon = 1_700_000_000_123;

    private readonly TemporaryFolder _temporary = new();
    private readonly List<Chat> _chats = [new Chat(Ben, ChatKind.Direct), new Chat(Group, ChatKind.Group) { Title = "Hikers", Participants = [Me, Ben, Cleo] }];
    private readonly List<Participant> _people = [new(Me) { Name = "Ana" }, new(Ben) { Name = "Ben", Phone = "+85255509999" }, new(Cleo)];
    private SqliteDatabase? _database;

    public string Platform { get; init; } = "android";

    public WriterBase? Into { get; init; }

    public bool Force { get; init; }

    public Dictionary<string, byte[]> Contents { get; } = [];

    public LossList Losses { get; } = new();

    public List<WriteOutcome> Outcomes { get; } = [];

    public IReadOnlyCollection<string> Warnings { get; private set; } = [];

    public string Folder => _temporary.File("out");

    public SqliteDatabase Database => _database ??= SqliteDatabase.OpenImmutable(Path.Join(Folder, "ChatStorage.sqlite"));

    public static Message Text(string chat, string id, long at, string text, string? sender = null) => new()
    {
        ChatId = chat,
        NativeId = id,
        SentAtMillis = at,
        Kind = MessageKind.Text,
        SenderId = sender ?? (chat == Group ? Ben : chat),
        Outgoing = sender == Me,
        Text = text,
    };

    public WrittenStore With(Chat chat)
    {
        _chats.Add(chat);
        return this;
    }

    public async Task<WrittenStore> WriteAsync(params Message[] messages)
    {
        Directory.CreateDirectory(Folder);
        WriterTarget target = new()
        {
            Folder = Folder,
            Container = "plain",
            Keys = SourceKeys.None,
            ScratchFolder = _temporary.Path,
            Source = new Account("whatsapp", Platform, Me, "Ana"),
            Into = Into,
            Force = Force,
            Losses = Losses,
            Time = new FakeTimeProvider(),
        };
        using IChatWriter writer = new WhatsAppIosWriterFormat().Open(target, TestContext.Current.CancellationToken);
        _people.ForEach(writer.Add);
        _chats.ForEach(writer.Add);
        foreach (Message message in messages)
        {
            Outcomes.Add(await writer.AddAsync(message, this, TestContext.Current.CancellationToken));
        }

        await writer.CompleteAsync(TestContext.Current.CancellationToken);
        Warnings = [.. writer.Warnings];
        return this;
    }

    public ValueTask<Stream?> OpenAsync(Attachment attachment, CancellationToken cancellationToken) =>
        ValueTask.FromResult<Stream?>(Contents.TryGetValue(attachment.Path ?? attachment.Cell?.Column ?? "", out byte[]? content) ? new MemoryStream(content) : null);

    /// <summary>The rows of a query, columns joined by <c>|</c>.</summary>
    public string[] Rows(string sql)
    {
        using SqliteStatement statement = Database.Prepare(sql);
        List<string> rows = [];
        while (statement.Step())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, statement.ColumnCount).Select(column => statement.TextOrNull(column) ?? "NULL")));
        }

        return [.. rows];
    }

    public string Row(string sql) => Assert.Single(Rows(sql));

    public string Message(string id, string columns) => Row($"SELECT {columns} FROM ZWAMESSAGE m LEFT JOIN ZWAMEDIAITEM i ON i.Z_PK = m.ZMEDIAITEM WHERE ZSTANZAID = '{id}'");

    public void Dispose()
    {
        _database?.Dispose();
        _temporary.Dispose();
    }
}
