using System.Security.Cryptography;
using Satchel.Chats;
using Satchel.Chats.Sqlite;
using static Satchel.Tests.Chats.WhatsApp.Android.History;

namespace Satchel.Tests.Chats.WhatsApp.Android.Writing;

public class ContainerTests
{
    private static readonly byte[] Root = SHA256.HashData("a root key"u8);
    private static readonly Message Hello = new() { ChatId = Ben, NativeId = "A", SentAtMillis = T0, Kind = MessageKind.Text, SenderId = Ben, Outgoing = false, Text = "hello" };

    [Theory]
    [InlineData("crypt15")]
    [InlineData("crypt14")]
    [InlineData("crypt12")]
    public async Task An_encrypted_backup_opens_again_with_the_key(string container)
    {
        using SourceKeys keys = KeysFor(container, 0);
        using AndroidTarget target = new() { Container = container, Keys = keys };

        await target.WriteAsync([], [EveryKind.InGroup], EveryKind.Messages, EveryKind.Files);

        Assert.Equal(["msgstore.db." + container], Directory.GetFileSystemEntries(Path.Join(target.Root, "Databases")).Select(path => Path.GetFileName(path)));
        Assert.Equal(["Databases", "Media"], Directory.GetFileSystemEntries(target.Root).Select(path => Path.GetFileName(path)).Order());
        Assert.Equal(Comparable.Of(EveryKind.Messages), Comparable.Of(target.Messages()));
    }

    [Theory]
    [InlineData("crypt15")]
    [InlineData("crypt12")]
    public async Task Without_its_key_nothing_is_begun(string container)
    {
        using AndroidTarget target = new() { Container = container };

        ChatFormatException refusal = await Assert.ThrowsAsync<ChatFormatException>(() => target.WriteAsync(Hello));

        Assert.Equal(ChatFormatProblem.KeyNeeded, refusal.Problem);
        Assert.Empty(Directory.GetFileSystemEntries(target.Root));
    }

    [Fact]
    public async Task Another_key_does_not_open_what_was_written()
    {
        using SourceKeys keys = KeysFor("crypt15", 0);
        using AndroidTarget target = new() { Container = "crypt15", Keys = keys };
        await target.WriteAsync(Hello);
        using SourceKeys other = KeysFor("crypt15", 1);
        target.Keys = other;

        ChatFormatException refusal = Assert.Throws<ChatFormatException>(() => target.Messages());

        Assert.Equal(ChatFormatProblem.WrongKey, refusal.Problem);
    }

    [Theory]
    [InlineData("crypt15", 3, 16)]
    [InlineData("crypt14", 2, 16)]
    public async Task The_header_of_the_phone_s_own_backup_stays_but_for_its_nonce(string container, int field, int nonceBytes)
    {
        using SourceKeys keys = KeysFor(container, 0);
        using AndroidTarget phone = new() { Container = container, Keys = keys };
        await phone.WriteAsync(Hello);
        using AndroidTarget target = new() { Container = container, Keys = keys, Into = phone.Root };

        await target.WriteAsync(Hello with { NativeId = "B" });

        byte[] before = Header(phone, container);
        byte[] after = Header(target, container);
        Assert.True(field > 0 && before.Length == after.Length);
        Assert.InRange(before.Zip(after).Count(pair => pair.First != pair.Second), 1, nonceBytes);
        Assert.Equal(2, target.Messages().Count);
    }

    [Fact]
    public async Task The_key_that_the_phone_s_own_backup_was_opened_with_is_wanted()
    {
        using SourceKeys keys = KeysFor("crypt15", 0);
        using AndroidTarget phone = new() { Container = "crypt15", Keys = keys };
        await phone.WriteAsync(Hello);
        using AndroidTarget target = new() { Keys = keys, Into = phone.Root };
        WriterBase into = target.OpenBase(phone.Root);
        using SourceKeys other = KeysFor("crypt15", 1);
        target.Container = "crypt15";
        target.Keys = other;

        ChatFormatException refusal = Assert.Throws<ChatFormatException>(() => ChatWriters.All.Single(format => format.Name == "whatsapp-android").Open(target.Target(into), TestContext.Current.CancellationToken));

        Assert.Equal(ChatFormatProblem.WrongKey, refusal.Problem);
    }

    [Fact]
    public async Task A_store_that_was_not_completed_leaves_nothing()
    {
        using AndroidTarget target = new();
        using (IChatWriter writer = ChatWriters.All.Single(format => format.Name == "whatsapp-android").Open(target.Target(null), TestContext.Current.CancellationToken))
        {
            await writer.AddAsync(Hello, new NoContents(), TestContext.Current.CancellationToken);
        }

        Assert.Empty(Directory.GetFileSystemEntries(target.Root));
    }

    [Fact]
    public async Task A_plain_store_is_a_quiet_database_as_the_app_leaves_it()
    {
        using AndroidTarget target = new();

        await target.WriteAsync([new Participant(Ben) { Name = "Ben", Phone = "+85255509999" }], [], [Hello], new Dictionary<string, byte[]>());

        Assert.Equal(["msgstore.db", "wa.db"], Directory.GetFiles(Path.Join(target.Root, "Databases")).Select(path => Path.GetFileName(path)).Order());
        Assert.Equal(["4096|1|1|delete"], target.Rows("SELECT (SELECT page_size FROM pragma_page_size), (SELECT user_version FROM pragma_user_version), (SELECT auto_vacuum FROM pragma_auto_vacuum), (SELECT journal_mode FROM pragma_journal_mode)"));
        Assert.Equal(["1|-1|0|-1|0"], target.Rows("SELECT _id, chat_row_id, from_me, key_id, sort_id FROM message WHERE _id = 1"));
        Assert.Contains("--into", Assert.Single(target.Warnings), StringComparison.Ordinal);
        using IChatReader reader = target.Read();
        Assert.Equal("Ben", reader.ReadParticipants(TestContext.Current.CancellationToken).Single(person => person.Id == Ben).Name);
    }

    [Fact]
    public async Task The_tables_number_further_rows_by_themselves()
    {
        using AndroidTarget target = new();
        await target.WriteAsync(Hello);

        using (SqliteDatabase database = SqliteDatabase.OpenForWriting(target.StorePath))
        {
            database.Execute("INSERT INTO message (chat_row_id, from_me, key_id) VALUES (1, 0, 'next')");
        }

        Assert.Equal(3, target.Number("SELECT _id FROM message WHERE key_id = 'next'"));
        Assert.Equal(3, target.Number("SELECT seq FROM sqlite_sequence WHERE name = 'message'"));
    }

    private static SourceKeys KeysFor(string container, byte salt)
    {
        SourceKeys keys = new();
        byte[] payload = new byte[131];
        payload[1] = 1;
        payload[2] = 2;
        for (int i = 3; i < payload.Length; i++)
        {
            payload[i] = (byte)((i + salt) % 251);
        }

        byte[] root = [.. Root];
        root[0] ^= salt;
        keys.Add(container == "crypt15" ? new SourceKey(SourceKeyKind.RootKey, root) : new SourceKey(SourceKeyKind.WhatsAppKeyFile, payload));
        return keys;
    }

    private static byte[] Header(AndroidTarget target, string container) => File.ReadAllBytes(Path.Join(target.Root, "Databases", "msgstore.db." + container))[..100];

    private sealed class NoContents : IAttachmentContents
    {
        public ValueTask<Stream?> OpenAsync(Attachment attachment, CancellationToken cancellationToken) => ValueTask.FromResult<Stream?>(null);
    }
}
