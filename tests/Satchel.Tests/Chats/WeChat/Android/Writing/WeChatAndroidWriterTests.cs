using Satchel.Chats;
using Satchel.Chats.Sqlite;
using Satchel.Chats.WeChat.Android.Writing;
using Satchel.TestKit.WeChat;
using Satchel.Tests.Chats.Sqlite.Cipher;
using Satchel.Tests.Chats.WhatsApp.Android;

namespace Satchel.Tests.Chats.WeChat.Android.Writing;

public sealed class WeChatAndroidWriterTests
{
    private const string Passphrase = "4c27f5d";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("plain")]
    [InlineData("sqlcipher")]
    public async Task A_whole_conversation_reads_back_from_a_new_store(string container)
    {
        using AndroidAccount phone = Phone(null);
        using WeChatTarget target = new() { Container = container, Keys = container == "plain" ? SourceKeys.None : Keys() };

        await target.CopyAsync(phone.Source(), phone.Keys);

        Assert.All(target.Outcomes, outcome => Assert.Equal(WriteOutcome.Written, outcome));
        Assert.Subset(new HashSet<string> { WeChatAndroidLosses.FileMissing, WeChatAndroidLosses.Mentions }, target.Losses.All.Select(loss => loss.What).ToHashSet());
        Assert.Contains(target.Warnings, warning => warning.Contains("experimental", StringComparison.Ordinal));
        Assert.Equal(Lines(phone.Read(), phone.Source().Root), Lines(target.Read(), target.Source().Root));
        Assert.Empty(Directory.GetFiles(target.Root, "*.unfinished", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Into_the_phones_own_store_only_what_it_lacks_is_written()
    {
        using AndroidAccount phone = Phone(Passphrase);
        using AndroidAccount old = new();
        old.Store.Add(Conversation.Texts(20, 500));
        ConversationMessage known = Conversation.Create().Messages[0];
        old.Store.Add(known);
        using WeChatTarget target = new() { Container = "sqlcipher", Keys = Keys(), Into = phone.Root };
        long before = phone.Store.Database.ReadInteger("SELECT count(*) FROM message") ?? 0;

        await target.CopyAsync(old.Source(), old.Keys);

        Assert.Equal(1, target.Outcomes.Count(outcome => outcome == WriteOutcome.AlreadyThere));
        Assert.Equal(AndroidAccount.Hash, Path.GetFileName(Path.GetDirectoryName(target.StorePath)));
        using IChatReader reader = target.Read();
        Assert.Equal(before + 20, reader.ReadMessages(Token).Count());
    }

    [Fact]
    public async Task The_phones_schema_and_the_numbers_of_its_chats_are_kept()
    {
        using AndroidAccount phone = Phone(null);
        phone.Store.Run("UPDATE message SET talkerId = 77 WHERE talker = ?1", Conversation.Ben);
        using AndroidAccount old = new();
        old.Store.Add(Conversation.Texts(20, 500));
        using WeChatTarget target = new() { Into = phone.Root };
        string schema = StoreValidator.SchemaOf(phone.Store.Database);

        await target.CopyAsync(old.Source(), old.Keys);

        using SqliteDatabase written = SqliteDatabase.OpenImmutable(target.StorePath);
        Assert.Equal(schema, StoreValidator.SchemaOf(written));
        Assert.Equal(1, written.ReadInteger($"SELECT count(DISTINCT talkerId) FROM message WHERE talker = '{Conversation.Ben}'"));
        Assert.Equal(77, written.ReadInteger($"SELECT max(talkerId) FROM message WHERE talker = '{Conversation.Ben}'"));
        Assert.Equal(0, written.ReadInteger("SELECT count(*) FROM (SELECT talkerId FROM message GROUP BY talkerId HAVING count(DISTINCT talker) > 1)"));
    }

    [Fact]
    public async Task Writing_the_same_again_adds_nothing()
    {
        using AndroidAccount phone = Phone(null);
        using WeChatTarget target = new() { Into = phone.Root };

        await target.CopyAsync(phone.Source(), phone.Keys);

        Assert.All(target.Outcomes, outcome => Assert.Equal(WriteOutcome.AlreadyThere, outcome));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_real_program_opens_checks_and_writes_what_was_sealed(bool into)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/sqlcipher"), "needs Debian's sqlcipher");
        using AndroidAccount phone = Phone(null);
        using WeChatTarget target = new() { Container = "sqlcipher", Keys = Keys(), Into = into ? phone.Root : null };
        await target.CopyAsync(phone.Source(), phone.Keys);

        string printed = SqlcipherProgram.Run(
            target.StorePath,
            $"""
             PRAGMA key = '{Passphrase}'; PRAGMA cipher_use_hmac = OFF; PRAGMA cipher_page_size = 1024; PRAGMA kdf_iter = 4000;
             PRAGMA integrity_check;
             INSERT INTO message (msgSvrId, type, status, isSend, createTime, talker, content) VALUES (4242, 1, 3, 0, 1800000000000, 'wxid_late', 'late');
             """);

        Assert.Contains("ok", printed, StringComparison.Ordinal);
        using IChatReader reader = target.Read();
        Assert.Contains(reader.ReadMessages(Token), message => message.NativeId == "4242");
    }

    [Fact]
    public async Task Seconds_become_milliseconds_in_their_order()
    {
        using AndroidAccount old = new();
        for (int i = 0; i < 5; i++)
        {
            old.Store.Insert("message", ("msgId", i + 1), ("msgSvrId", 50 - i), ("type", 1), ("isSend", 0), ("createTime", 1_700_000_000_000), ("talker", Conversation.Ben), ("content", $"{i}"));
        }

        using WeChatTarget target = new();
        await target.CopyAsync(old.Source(), old.Keys);

        using IChatReader reader = target.Read();
        Assert.Equal([0, 1, 2, 3, 4], reader.ReadMessages(Token).Select(message => message.SentAtMillis - 1_700_000_000_000));
    }

    [Fact]
    public async Task Without_a_key_nothing_is_begun()
    {
        using AndroidAccount phone = Phone(null);
        using WeChatTarget target = new() { Container = "sqlcipher" };

        ChatFormatException failure = await Assert.ThrowsAsync<ChatFormatException>(() => target.CopyAsync(phone.Source(), phone.Keys));

        Assert.Equal(ChatFormatProblem.KeyNeeded, failure.Problem);
        Assert.Empty(Directory.GetFileSystemEntries(target.Root));
    }

    private static AndroidAccount Phone(string? passphrase)
    {
        AndroidAccount phone = new(new AndroidStoreOptions { Passphrase = passphrase });
        phone.Store.Add(Conversation.Create());
        phone.Store.Save();
        return phone;
    }

    private static SourceKeys Keys()
    {
        SourceKeys keys = new();
        keys.Add(new SourceKey(SourceKeyKind.Passphrase, "4c27f5d"u8.ToArray()));
        return keys;
    }

    // Messages as texts, with the content of their files for where these lie; who is mentioned is not carried over.
    private static List<string> Lines(IChatReader reader, string root)
    {
        using (reader)
        {
            return [.. reader.ReadMessages(Token).Select(message => MessageText.Of(message with
            {
                Mentions = [],
                Attachments = [.. message.Attachments.Where(file => file.Path is not null && File.Exists(Path.Join(root, file.Path)))
                    .Select(file => file with { Path = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Join(root, file.Path)))) })],
            }))];
        }
    }
}
