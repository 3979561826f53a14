using Satchel.Archive;
using Satchel.Chats;
using Satchel.TestKit.Histories;
using Satchel.TestKit.Writers;

namespace Satchel.Tests.Migrating;

/// <summary>A folder to migrate into, a format that records, and histories of one chat to migrate.</summary>
internal sealed class MigrationFolder : IDisposable
{
    public const string Ana = "85255501234@s.whatsapp.net";
    public const string Ben = "85255509999@s.whatsapp.net";
    public const string Group = "120363000000000001@g.us";
    public const long Noon = 1_700_000_000_000;

    public MigrationFolder() => Root = Directory.CreateTempSubdirectory("satchel-migration-").FullName;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public string Root { get; }

    public string Out => Path.Combine(Root, "out");

    public RecordingFormat Format { get; init; } = new();

    public RecordingWriter Writer => Format.Writer!;

    public MigrationOptions Options => new() { Format = Format, Out = Out, CacheFolder = Path.Combine(Root, "cache") };

    public Task<MigrationReport> MigrateAsync(params HistoryView[] views) => MigrateAsync(Options, views);

    public static Task<MigrationReport> MigrateAsync(MigrationOptions options, params HistoryView[] views) => Migration.RunAsync(views, options, null, Token);

    /// <summary>A phone with one chat, with Ben.</summary>
    public static ListHistory Phone(string? owner = Ana, string platform = "android") => new ListHistory(new Account("whatsapp", platform, owner, "Ana"))
        .With(new Participant(Ben) { Name = "Ben", Phone = "+85255509999" }, new Participant(Ana) { Name = "Ana", Phone = "+85255501234" })
        .With(new Chat(Ben, ChatKind.Direct));

    /// <summary>A text export of the chat with Ben.</summary>
    public static ListHistory Export(string title = "Ben") => new ListHistory(new Account("whatsapp", "export", null, null))
        .With(new Participant("Ben") { Name = "Ben" }, new Participant("Ana") { Name = "Ana" })
        .With(new Chat(title, ChatKind.Direct) { Title = title });

    public static Message Text(string? nativeId, long at, string text, bool outgoing = false) => new()
    {
        ChatId = Ben,
        NativeId = nativeId,
        SentAtMillis = at,
        Kind = MessageKind.Text,
        Text = text,
        Outgoing = outgoing,
        SenderId = outgoing ? Ana : Ben,
    };

    public static Message Exported(long at, string sender, string text, string chat = "Ben") => new()
    {
        ChatId = chat,
        SentAtMillis = at,
        Kind = MessageKind.Text,
        Text = text,
        SenderId = sender,
    };

    /// <summary>The id that a message has wherever it is read from.</summary>
    public static string IdOf(Message message) => MessageId.For("whatsapp", message);

    public string[] Files() => Directory.Exists(Out)
        ? [.. Directory.EnumerateFileSystemEntries(Out, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(Out, f)).Order(StringComparer.Ordinal)]
        : [];

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
