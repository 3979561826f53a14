using System.Security.Cryptography;
using Satchel.Archive;
using Satchel.Chats;
using Satchel.TestKit.WeChat;
using Satchel.Tests.Journeys;

namespace Satchel.Tests.Chats.WeChat.ComputerBackup;

/// <summary>WeChat's backup to a computer, from a path and through a vault.</summary>
public sealed class ComputerBackupTests : IDisposable
{
    private readonly JourneyFolder _folder = new() { Keys = ComputerBackupBuilder.Keys() };

    private string Backup => Path.Combine(_folder.Root, "android_1");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Every_message_and_every_file_is_read_from_the_path_and_from_the_vault(bool isInterrupted, bool isEncrypted)
    {
        Conversation conversation = Conversation.Create();
        ComputerBackupBuilder.In(Backup, isInterrupted, isEncrypted).Write(conversation).Finish();

        await using HistoryView path = await OpenAsync(_folder.Keys);
        List<string> read = await CheckAsync(path, conversation);
        BackupReport report = await _folder.BackUpAsync(path: Backup);

        Assert.Empty(report.Warnings);
        Assert.Equal(conversation.Messages.Count, report.Messages);
        await using Satchel.Vaults.Vault vault = await _folder.Vault.OpenAsync();
        await using HistoryView stored = Assert.Single(await HistoryViews.OpenAsync(
            vault, HistoryOrigin.Archive, HistoryFilter.Everything, new HistoryViewOptions { CacheFolder = _folder.CacheOf("views") }, JourneyFolder.Token));
        Assert.Equal(read, await CheckAsync(stored, conversation));
    }

    [Fact]
    public async Task What_the_app_adds_to_its_backup_is_read_and_nothing_else()
    {
        ComputerBackupBuilder builder = ComputerBackupBuilder.In(Backup);
        builder.Write(Conversation.Texts(90));
        await _folder.BackUpAsync(path: Backup);
        builder.Write(Conversation.Texts(20, skip: 90));

        BackupReport second = await _folder.BackUpAsync(path: Backup);

        Assert.Equal((20, 0, 0), (second.NewMessages, second.ChangedMessages, second.RemovedMessages));
        Assert.Equal(110, second.Messages);
    }

    [Fact]
    public async Task A_piece_that_is_not_there_leaves_what_comes_before_it()
    {
        Conversation conversation = Conversation.Texts(1);
        byte[] content = ConversationFiles.Mp4(4, 5000);
        conversation.Add(Conversation.Ben, Conversation.Ben, 43, 0, MessageKind.Video, "<msg><videomsg length=\"5000\"/></msg>", new ConversationFile(ConversationFileRole.Video, content));
        ComputerBackupBuilder.In(Backup, then: "DELETE FROM MsgFileSegment WHERE InnerOffSet = 1024").Write(conversation).Finish();

        await using HistoryView view = await OpenAsync(_folder.Keys);
        HistoryMessage message = (await MessagesAsync(view))[^1];
        Attachment file = Assert.Single(message.Message.Attachments);

        Assert.Equal((1024L, false), (file.LengthBytes, file.Missing));
        Assert.Equal(SHA256.HashData(content.AsSpan(0, 1024)), file.Sha256);
    }

    [Fact]
    public async Task A_wrong_or_missing_string_is_said_to_be_one()
    {
        ComputerBackupBuilder.In(Backup).Write(Conversation.Texts(3)).Finish();
        SourceKeys wrong = new();
        wrong.Add(new SourceKey(SourceKeyKind.Passphrase, System.Text.Encoding.ASCII.GetBytes(ComputerBackupBuilder.Key.ToUpperInvariant())));

        ChatFormatException missing = await Assert.ThrowsAsync<ChatFormatException>(() => OpenAsync(SourceKeys.None));
        ChatFormatException other = await Assert.ThrowsAsync<ChatFormatException>(() => OpenAsync(wrong));

        Assert.Equal((ChatFormatProblem.KeyNeeded, ChatFormatProblem.WrongKey), (missing.Problem, other.Problem));
    }

    [Fact]
    public async Task Damaged_containers_lose_their_own_messages_and_end_nothing()
    {
        ComputerBackupBuilder.In(Backup, isEncrypted: false).Write(Conversation.Create()).Write(Conversation.Texts(60)).Finish();
        Random random = new(11);
        string text = Path.Combine(Backup, "BAK_0_TEXT");
        byte[] whole = await File.ReadAllBytesAsync(text, JourneyFolder.Token);
        int all = (await ReadAsync()).Count;
        for (int i = 0; i < 25; i++)
        {
            byte[] changed = random.Next(4) == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            for (int k = random.Next(1, 5); k > 0 && changed.Length > 0; k--)
            {
                changed[random.Next(changed.Length)] ^= (byte)random.Next(1, 256);
            }

            await File.WriteAllBytesAsync(text, changed, JourneyFolder.Token);
            try
            {
                Assert.InRange((await ReadAsync()).Count, 0, all);
            }
            catch (ChatFormatException e)
            {
                Assert.Equal(ChatFormatProblem.WrongKey, e.Problem);
            }
        }
    }

    [Fact]
    public async Task The_container_of_version_4_is_kept_as_its_files_and_said_to_be_opaque()
    {
        string folder = Path.Combine(_folder.Root, "xwechat_files", "Backup", Conversation.OwnerId, "0a1b");
        string part = Directory.CreateDirectory(Path.Combine(folder, "files", "1", new string('a', 64))).FullName;
        byte[] content = [.. "RMFH"u8, .. RandomNumberGenerator.GetBytes(500), .. "RMFT"u8];
        await File.WriteAllBytesAsync(Path.Combine(part, "ChatPackage"), content, JourneyFolder.Token);
        await File.WriteAllTextAsync(Path.Combine(folder, "pkg_info.dat"), "x", JourneyFolder.Token);

        BackupReport report = await _folder.BackUpAsync(path: Path.Combine(_folder.Root, "xwechat_files"));

        Assert.Equal((Conversation.OwnerId, 0L, 2L), (report.Account, report.Messages, report.Files));
        Assert.Contains("no message of it can be read", Assert.Single(report.Warnings), StringComparison.Ordinal);
        string to = Path.Combine(_folder.Root, "restored");
        await _folder.RestoreAsync(to);
        Assert.Equal(content, await File.ReadAllBytesAsync(Path.Combine(to, "files", "1", new string('a', 64), "ChatPackage"), JourneyFolder.Token));
    }

    private async Task<HistoryView> OpenAsync(SourceKeys keys) =>
        Assert.Single(await HistoryViews.OpenAsync(
            null, HistoryOrigin.Parse(Backup), HistoryFilter.Everything, new HistoryViewOptions { CacheFolder = _folder.CacheOf("views"), Keys = keys }, JourneyFolder.Token));

    private async Task<List<HistoryMessage>> ReadAsync()
    {
        await using HistoryView view = await OpenAsync(_folder.Keys);
        return await MessagesAsync(view);
    }

    private static async Task<List<HistoryMessage>> MessagesAsync(HistoryView view) => await view.MessagesAsync(null, JourneyFolder.Token).ToListAsync(JourneyFolder.Token);

    // Each file as the conversation has it, thumbnails only where they are all there is.
    private static async Task<List<string>> CheckAsync(HistoryView view, Conversation conversation)
    {
        List<string> lines = [];
        Dictionary<string, ConversationMessage> told = conversation.Messages.Where(m => m.ServerId != 0).ToDictionary(m => m.ServerId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        foreach (HistoryMessage message in await MessagesAsync(view))
        {
            List<string> hashes = [];
            foreach (Attachment attachment in message.Message.Attachments.Where(a => !a.Missing))
            {
                await using Stream? content = await view.OpenAttachmentAsync(message, attachment, JourneyFolder.Token);
                MemoryStream all = new();
                Assert.NotNull(content);
                await content.CopyToAsync(all, JourneyFolder.Token);
                Assert.Equal(SHA256.HashData(all.ToArray()), attachment.Sha256);
                Assert.Equal(all.Length, attachment.LengthBytes);
                hashes.Add(Convert.ToHexString(attachment.Sha256!));
            }

            if (message.Message.NativeId is string id && told.TryGetValue(id, out ConversationMessage? original))
            {
                bool IsThumbnail(ConversationFile file) => file.Role is ConversationFileRole.PictureThumbnail or ConversationFileRole.VideoPoster;
                IEnumerable<ConversationFile> expected = original.Files.Any(f => !IsThumbnail(f)) ? original.Files.Where(f => !IsThumbnail(f)) : original.Files;
                Assert.Equal(expected.Select(f => Convert.ToHexString(f.Sha256)), hashes);
                Assert.Equal((original.Kind, original.ChatId, original.SentAtMillis), (message.Message.Kind, message.Message.ChatId, message.Message.SentAtMillis));
            }

            lines.Add(RecordLines.Line(w => RecordJson.WriteMessage(w, message with { Seen = null })));
        }

        Assert.Equal(conversation.Messages.Count, lines.Count);
        return lines;
    }
}
